import { defineConfig } from 'vite';

/** The console: one page of static files, which the service serves under /console. */
export default defineConfig({
  root: 'src/console',
  base: '/console/',
  publicDir: false,
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    // Pictures stay files: the page's policy lets nothing in that is written into it.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    // What the licences of the bundled packages ask for.
    license: { fileName: 'licences.md' },
  },
});
