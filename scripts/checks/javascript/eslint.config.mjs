// The rules for everything the browser runs: the recommended ones, and no names left over.
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['dist/', 'node_modules/'] },
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }], eqeqeq: ['error', 'always', { null: 'ignore' }], 'no-eval': 'error', 'no-implied-eval': 'error', 'no-console': ['error', { allow: ['warn', 'error'] }] },
  },
  { files: ['*.mjs', 'test/**', 'scripts/**'], languageOptions: { globals: { ...globals.node } }, rules: { 'no-console': 'off' } },
];
