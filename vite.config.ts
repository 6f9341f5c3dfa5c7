import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { createChunks, moduleSideEffects } from './vite.chunks.ts';
import { libraryPlugin } from './vite.library.ts';
import { lessonsPlugin } from './vite.lessons.ts';
import { offlinePlugin } from './vite.offline.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const chunks = createChunks(root);

export default defineConfig({
  base: './',
  plugins: [svelte({ configFile: false }), lessonsPlugin(fileURLToPath(new URL('./lessons', import.meta.url))), libraryPlugin(fileURLToPath(new URL('./lessons', import.meta.url))), offlinePlugin()],
  worker: { format: 'es', plugins: () => [chunks.plugin], rolldownOptions: { treeshake: { moduleSideEffects }, preserveEntrySignatures: false, output: { codeSplitting: chunks.codeSplitting } } },
  build: { target: 'es2023', outDir: 'dist/page' },
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'tests/contracts/clients/**'],
    testTimeout: 60_000,
  },
});
