import js from '@eslint/js'
import react from 'eslint-plugin-react'
import hooks from 'eslint-plugin-react-hooks'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'

export default defineConfig(
  { ignores: ['**/dist/**', 'node_modules/**', '.data/**', '.cache/**', 'coverage/**', 'config/demo-city/data/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    // TypeScript itself knows which names exist.
    rules: {
      'no-undef': 'off',
      // Values with methods here are closures and never read `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }]
    }
  },
  {
    files: ['miniprogram/src/**/*.{ts,tsx}', 'server/web/**/*.{ts,tsx}', 'tests/**/*.tsx'],
    extends: [react.configs.flat.recommended, react.configs.flat['jsx-runtime']],
    languageOptions: {
      globals: { ...globals.browser, API_BASE: 'readonly', defineAppConfig: 'readonly', definePageConfig: 'readonly' }
    },
    settings: { react: { version: '18.3' } },
    rules: {
      'react/prop-types': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }]
    }
  },
  { files: ['miniprogram/src/**/*.{ts,tsx}', 'tests/**/*.tsx'], extends: [hooks.configs.flat.recommended] },
  // What stands for any number or text (`expect.any(…)`) is `any` by its types.
  { files: ['tests/**/*.test.{ts,tsx}'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  {
    // Pages are drawn once, to text: nothing in them has a state, so nothing may ask for one.
    files: ['server/web/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['react', 'react-dom'], importNamePattern: '^use[A-Z]', message: 'A page has no state.' }]
        }
      ]
    }
  },
  { files: ['**/*.{mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } }
)
