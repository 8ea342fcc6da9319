import importX from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

const clock = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time arrives in the Moment.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time arrives in the Moment.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Randomness arrives in the Moment.' }
]

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'data/**',
      'node_modules/**',
      '**/*.mjs',
      'src/kernel/universal.d.ts',
      'eslint.config.js',
      '.dependency-cruiser.cjs'
    ]
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './tsconfig.web.json', './tsconfig.e2e.json'], tsconfigRootDir: import.meta.dirname }
    },
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'import-x/order': ['error', { alphabetize: { order: 'asc' } }],
      'import-x/no-duplicates': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error'
    }
  },
  {
    files: ['src/kernel/**/*.ts', 'src/standards/**/*.ts', 'src/modules/*/model/**/*.ts', 'src/modules/*/index.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock] }
  },
  { files: ['bench/**', 'src/app/cli/**', 'src/app/cli.ts'], rules: { 'no-console': 'off' } }
)
