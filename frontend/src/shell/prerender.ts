/** What the app shows first, as text: scripts/shells.mjs puts it into the pages that the server sends. */
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { api } from '@/api/client'
import App from '@/App.vue'
import { readBooking, readHistory } from '@/features/bookings/api'
import { emptyFilters as emptyMine, listMine } from '@/features/bookings/mine'
import { emptyFilters, listTasks } from '@/features/catalogue/api'
import { readBusiness } from '@/features/stats/api'
import { setLocale, t, type Locale } from '@/i18n'
import { router } from '@/router'
import { periodOf } from '@/ui/period'
import { BARS, DRAWN } from '@/drawn'

export interface Shell {
  html: string
  title: string
  description: string
}

/** The pages with a shell of their own. */
export { DRAWN as drawn, BARS as bars }

/** The page at `path`, or, without one, what stands around every page. */
export async function render(locale: Locale, path?: string): Promise<Shell> {
  await setLocale(locale)
  // Who is not signed in is sent away by the app itself; until it is here, theme.js hides the page from them.
  for (const route of router.getRoutes()) route.meta = {}
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

/** Where each page is reached, the function that brings it, and how many of the texts it needs. */
export const pages = () =>
  router.getRoutes().map((route) => ({
    path: route.path,
    bring: String(route.components?.default),
    says: route.meta.says ?? 'rest',
  }))

/** The address that `ask` asks the API at. */
const addressOf = (ask: () => unknown) =>
  new Promise<string>((resolve) => {
    globalThis.fetch = (asked) => {
      resolve((asked as Request).url.replace(location.origin, ''))
      return new Promise<Response>(() => undefined)
    }
    void ask()
  })

async function inTurn(asks: (() => unknown)[]): Promise<string[]> {
  const addresses: string[] = []
  for (const ask of asks) addresses.push(await addressOf(ask))
  return addresses
}

/** Stands for the number in an address. */
const ID = 123456789

/** What the pages ask first, by the pattern of their address; \\1 is the number in it. */
export async function firstQuestions(): Promise<{ me: string; questions: Record<string, string[]> }> {
  const asked: Record<string, (() => unknown)[]> = {
    '^/$': [() => listTasks(emptyFilters, 1)],
    '^/bookings$': [() => listMine(emptyMine, 1)],
    '^/bookings/(\\d+)$': [() => readBooking(ID), () => readHistory(ID)],
    '^/admin$': [() => readBusiness(periodOf('30d'))],
  }
  const questions: Record<string, string[]> = {}
  for (const [pattern, asks] of Object.entries(asked)) {
    const addresses = await inTurn(asks)
    questions[pattern] = addresses.map((one) => one.replaceAll(String(ID), '\\1'))
  }
  return { me: await addressOf(() => api.GET('/api/me')), questions }
}
