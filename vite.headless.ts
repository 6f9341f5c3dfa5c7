import { defineConfig } from 'vite';

/** The headless command: one file for Node, with everything in it but Node's own modules. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/headless/main.ts',
    target: 'node20',
    outDir: 'dist/headless',
    emptyOutDir: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: '[name].mjs' } },
  },
});
