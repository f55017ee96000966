import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that start processes begin first: they take longest, and whatever comes last leaves the other worker idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/test/e2e/');
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: {
    // Tests import the built package as a user does: the engine's workers are JavaScript files of dist.
    alias: { ridgeline: fileURLToPath(new URL('./dist/engine/index.js', import.meta.url)) },
  },
  test: {
    include: ['test/{src,architecture,e2e}/**/*.test.ts'],
    pool: 'forks',
    // No file changes what another one loads, and loading everything anew for each takes a sixth of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Most files wait for processes, disks and locks half of their time.
    maxWorkers: '100%',
    // The readme's examples take half a minute on a quiet machine: room for one that has other work.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    allowOnly: false,
    server: { deps: { external: [/\/dist\//, /\.node$/] } },
  },
});
