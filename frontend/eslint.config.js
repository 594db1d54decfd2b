import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'
import tseslint from 'typescript-eslint'

/** Each floor may import only from itself and from the floors below it. */
const above = {
  i18n: ['api', 'ui', 'offline', 'session', 'features', 'shell', 'router'],
  api: ['ui', 'offline', 'session', 'features', 'shell', 'router'],
  ui: ['offline', 'session', 'features', 'shell', 'router'],
  offline: ['ui', 'session', 'features', 'shell', 'router'],
  session: ['ui', 'features', 'shell', 'router'],
}
const features = ['catalogue', 'bookings', 'accounts', 'notifications', 'exports', 'stats', 'reports']

const forbid = (names) => [
  'error',
  {
    patterns: [
      {
        group: names.map((name) => `@/${name}`).concat(names.map((name) => `@/${name}/**`)),
        message: 'Floors: router → features → session → offline | ui → api; a feature never imports another.',
      },
      { group: ['../*'], message: 'Import across folders with @/.' },
    ],
  },
]

const floors = Object.entries(above).map(([floor, names]) => ({
  files: [`src/${floor}/**/*.{ts,vue}`],
  rules: { 'no-restricted-imports': forbid(names) },
}))

const walls = features.map((feature) => ({
  files: [`src/features/${feature}/**/*.{ts,vue}`],
  rules: {
    'no-restricted-imports': forbid([
      'shell',
      'router',
      ...features.filter((other) => other !== feature).map((other) => `features/${other}`),
    ]),
  },
}))

export default tseslint.config(
  { ignores: ['dist', 'src/api/schema.d.ts'] },
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  ...a11y.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['scripts/**', '*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  {
    rules: {
      'no-undef': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-static-inline-styles': 'error',
      'vue/no-v-html': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      // Layout is Prettier's.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/attributes-order': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'max-lines': ['error', { max: 200, skipBlankLines: true }],
    },
  },
  {
    // As cards on a phone, table elements lose their meaning unless their roles are spelt out.
    files: ['src/ui/DataTable.vue', 'src/ui/SortHead.vue'],
    rules: { 'vuejs-accessibility/no-redundant-roles': 'off' },
  },
  {
    // Dropping a file and pressing the veil are shortcuts; the keyboard has its own way.
    files: ['src/ui/FileDrop.vue', 'src/ui/AppDialog.vue'],
    rules: { 'vuejs-accessibility/no-static-element-interactions': 'off' },
  },
  ...floors,
  ...walls,
)
