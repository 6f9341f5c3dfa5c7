import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'coverage', 'public', '**/*.d.ts'] },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'off',
      'require-yield': 'off',
      'no-control-regex': 'off',
      // Generators can not be arrow functions: inside one, `self` is the object around it.
      '@typescript-eslint/no-this-alias': ['error', { allowedNames: ['self'] }],
      'prefer-const': ['error', { destructuring: 'all' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    // Maps in the page are made anew when they change, or are never shown; svelte-check knows which ignores are used.
    rules: { 'svelte/prefer-svelte-reactivity': 'off', 'svelte/no-unused-svelte-ignore': 'off' },
  },
  {
    // Generators that never have to wait are still generators: they fulfil an interface.
    files: ['src/{core,machine,docker,tutor}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'console', 'process', 'Buffer', 'performance', 'Intl'],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the clock.' }],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Draw from Entropy.' }, { object: 'Date', property: 'now', message: 'Ask the clock.' }],
    },
  },
  {
    // Nothing type-checks these: a name that is not imported would only be found when its line runs.
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        // The last line is the page's, for functions that a test sends there.
        [
          'process', 'Buffer', 'console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'fetch', 'URL', 'AbortController',
          'AbortSignal', 'TextDecoder', 'TextEncoder', 'structuredClone', 'queueMicrotask', 'Response', 'Blob',
          'document', 'window', 'navigator', 'localStorage', 'indexedDB', 'requestAnimationFrame', 'getComputedStyle', 'caches', 'location', 'Crypto',
          'IDBFactory', 'IDBObjectStore', 'DOMException', 'EventTarget', 'DataTransfer', 'ClipboardEvent',
        ].map(name => [name, 'readonly']),
      ),
    },
    rules: { 'no-undef': 'error' },
  },
  { files: ['*.config.*', 'vite.headless.ts', '**/vite.config.ts', '**/vitest.config.ts', 'src/headless/**/*-worker.ts'], rules: { 'no-restricted-exports': 'off' } },
);
