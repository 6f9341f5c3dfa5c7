import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'tests/bench/main.ts',
    target: 'node20',
    outDir: 'dist/bench',
    emptyOutDir: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: '[name].mjs' } },
  },
});
