import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { lessonsPlugin } from './vite.lessons.ts';

export default defineConfig({
  base: './',
  plugins: [svelte({ configFile: false }), lessonsPlugin(fileURLToPath(new URL('./lessons', import.meta.url)))],
  worker: { format: 'es' },
  build: { target: 'es2023', outDir: 'dist/page' },
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'tests/contracts/clients/**'],
    testTimeout: 60_000,
  },
});
