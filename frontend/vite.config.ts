import { fileURLToPath, URL } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { shells } from './scripts/shells-plugin.ts'
import { texts } from './scripts/texts-plugin.ts'

const backend = process.env.BACKEND ?? 'http://127.0.0.1:8000'

/** The service worker, src/worker/sw.ts, with the list of all that was built; src/offline/version.ts registers it. */
const worker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/worker',
  filename: 'sw.ts',
  registerType: 'prompt',
  injectRegister: false,
  // It stands in public/, as it is.
  manifest: false,
  injectManifest: {
    globPatterns: ['shells/*.html', 'theme.js', 'icon.svg', 'manifest.webmanifest', 'assets/*'],
    // Their names say what they hold.
    dontCacheBustURLsMatching: /^assets\//,
  },
})

export default defineConfig({
  plugins: [vue(), tailwindcss(), texts(), shells(), worker],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // What we don't use of Vue does not travel.
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    // The content security policy allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    // Every browser that runs this knows modulepreload, and without it the entry is one file less.
    modulePreload: { polyfill: false },
    // The later pages' own styles are 1 kB in all: less than asking for them one after the other.
    cssCodeSplit: false,
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Four files of much the same size for the first page, not forty: they come at the same time, each on a
        // connection of its own. What comes with Vue changes seldom, what we write often.
        codeSplitting: {
          groups: [
            { name: 'ground', test: /@vue\/(reactivity|shared)\/|en\.json\?start/, priority: 7 },
            { name: 'vue', test: /node_modules\/(@vue|vue)\//, priority: 6 },
            {
              name: 'around',
              test: /node_modules\/(vue-router|pinia|@pinia|openapi-fetch|idb-keyval)\/|src\/(api|i18n)\//,
              priority: 5,
            },
            // A booking's page needs two signs more: fetching them would take it as long as all the rest.
            { name: 'start', test: /src\/main\.ts$|icons\/(phone|printer)\.mjs/, priority: 4 },
            // What several later pages share comes in one piece too: a dozen files of 1 kB cost a phone three round trips.
            { name: 'shared', test: /src\/|@lucide/, minShareCount: 5, priority: 3 },
            { name: 'bookings', test: /src\/features\/bookings\//, minShareCount: 2, priority: 2 },
            // Figures are read before charts are looked at.
            {
              name: 'figures',
              test: /src\/(i18n\/spans|ui\/(\w*[Pp]eriod|StatTiles)|features\/stats\/(api|series|tiles|components\/\w+(Skeleton|With|Tiles)))/,
              minShareCount: 2,
              priority: 2,
            },
            { name: 'charts', test: /src\/ui\/charts\//, minShareCount: 2, priority: 1 },
            {
              name: 'pieces',
              test: /@lucide|src\/ui\/(BackLink|ProgressBar)|exports\/watch/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  // A test reads there which notices are sent.
  server: { proxy: { '/api': backend }, fs: { allow: ['.', '../backend/notifications'] } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
  },
})
