import { defineConfig } from 'vite';

/** The headless command: one file for Node, with everything in it but Node's own modules. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/headless',
    emptyOutDir: true,
    minify: false,
    rollupOptions: { input: { main: 'src/headless/main.ts', 'grade-worker': 'src/headless/grading/grade-worker.ts' }, output: { entryFileNames: '[name].mjs' } },
  },
});
