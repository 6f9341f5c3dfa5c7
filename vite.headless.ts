import { defineConfig } from 'vite';

/** The headless command: everything in it but Node's own modules, and Tinypool, which starts its workers from files of its own. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['tinypool'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/headless',
    emptyOutDir: true,
    minify: false,
    rollupOptions: { input: { main: 'src/headless/main.ts', 'grade-worker': 'src/headless/grading/grade-worker.ts', 'lint-worker': 'src/headless/linting/lint-worker.ts' }, output: { entryFileNames: '[name].mjs' } },
  },
});
