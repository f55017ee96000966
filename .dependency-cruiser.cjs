// The layers of the TypeScript side: native <- formats <- engine (which uses store and audit) <- service <- cli. Run with
// `npm run layers`; a test runs it too.
const allowed = {
  native: ['native'],
  formats: ['native', 'formats'],
  store: ['native', 'store'],
  audit: ['native', 'store', 'audit'],
  engine: ['native', 'formats', 'store', 'audit', 'engine'],
  service: ['native', 'formats', 'engine', 'service'],
  client: ['service', 'client'],
  console: ['service', 'client', 'console'],
  cli: ['native', 'formats', 'engine', 'service', 'cli'],
};

const layers = Object.entries(allowed).map(([layer, below]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import only from ${below.map((name) => `src/${name}`).join(', ')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${below.join('|')})/` },
}));

/** A package that only some folders may use, so that it can be exchanged in one place. */
const onlyIn = (packageName, folders) => ({
  name: `${packageName}-only-in-${folders.join('-')}`,
  comment: `${packageName} may be used only in ${folders.map((name) => `src/${name}`).join(', ')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${folders.join('|')})/` },
  to: { path: `(^|/)node_modules/${packageName}/` },
});

module.exports = {
  forbidden: [
    ...layers,
    onlyIn('piscina', ['engine']),
    onlyIn('lmdb', ['store']),
    onlyIn('msgpackr', ['store', 'service/http']),
    onlyIn('sharp', ['formats']),
    onlyIn('@cornerstonejs/codec-openjpeg', ['formats/jpeg2000']),
    ...['fastify', 'typebox', 'ajv', 'jose', 'pino', 'prom-client', '@peculiar/x509'].map((name) =>
      onlyIn(name, name === 'typebox' ? ['service', 'client'] : ['service']),
    ),
    onlyIn('commander', ['cli']),
    onlyIn('cli-progress', ['cli']),
    onlyIn('d3-scale', ['cli', 'console']),
    onlyIn('d3-shape', ['cli', 'console']),
    onlyIn('preact', ['console']),
    {
      name: 'cli-through-the-public-face',
      comment: 'the command line sees the engine as a user does: through src/engine/index.ts',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/index\\.ts$' },
    },
    {
      name: 'service-through-the-public-face',
      comment: 'the service sees the engine as a user does: through src/engine/index.ts',
      severity: 'error',
      from: { path: '^src/service/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/index\\.ts$' },
    },
    {
      name: 'service-through-its-face',
      comment: 'the command line sees the service through src/service/index.ts',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/service/', pathNot: '^src/service/index\\.ts$' },
    },
    {
      name: 'client-stands-alone',
      comment: 'the client takes from the service the types of its messages and nothing that runs',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/service/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-runs-in-a-browser',
      comment:
        'the console takes from the service the types of its messages, and from the client where its operations are',
      severity: 'error',
      from: { path: '^src/console/' },
      to: {
        path: '^src/(service|client)/',
        pathNot: '^src/client/routes\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'console-is-bundled-without-node',
      comment: 'a browser has none of the modules of Node',
      severity: 'error',
      from: { path: '^src/console/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'addon-only-in-native',
      comment: 'only src/native loads the addon',
      severity: 'error',
      from: { pathNot: '^src/native/' },
      to: { path: '\\.node$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment:
        'nothing imports this file: remove it, or name it here when it is an entry point; .d.ts files type a package',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-development-packages',
      comment:
        'the library may use only what package.json lists under dependencies; what the console uses is in its bundle',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/console/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
