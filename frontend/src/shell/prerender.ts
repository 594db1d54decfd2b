/** What the app shows first, as text: scripts/shells.mjs puts it into the pages that the server sends. */
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import App from '@/App.vue'
import { emptyFilters, listTasks } from '@/features/catalogue/api'
import { setLocale, t, type Locale } from '@/i18n'
import { router } from '@/router'

export interface Shell {
  html: string
  title: string
  description: string
}

/** The page at `path`, or, without one, what stands around every page. */
export async function render(locale: Locale, path?: string): Promise<Shell> {
  await setLocale(locale)
  if (path === undefined) router.beforeEach(() => false)
  else await router.push(path)
  const app = createSSRApp(App)
  app.use(createPinia())
  app.use(PiniaColada)
  app.use(router)
  // Nothing is waited for: while it is loaded the skeleton stands there, and that is what we are after.
  app.mixin({ created: forgetWhatToWaitFor })
  const html = await renderToString(app)
  return { html, title: document.title, description: t('catalogue.promise') }
}

function forgetWhatToWaitFor(this: { $: { sp: unknown } }): void {
  this.$.sp = null
}

/** Where each page that comes later is reached, and the function that brings it. */
export const laterPages = (): [pattern: string, bring: string][] =>
  router
    .getRoutes()
    .map((route): [string, string] => [route.path, String(route.components?.default)])
    .filter(([, bring]) => bring.includes('import'))

/** The address that the catalogue asks first. */
export async function firstQuestion(): Promise<string> {
  return new Promise((resolve) => {
    globalThis.fetch = (asked) => {
      resolve((asked as Request).url.replace(location.origin, ''))
      return new Promise<Response>(() => undefined)
    }
    void listTasks(emptyFilters, 1)
  })
}
