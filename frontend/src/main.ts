import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp, nextTick, watch } from 'vue'
import App from '@/App.vue'
import { allTexts, preferredLocale, setLocale } from '@/i18n'
import { router } from '@/router'
import { useSession } from '@/session/store'
import { watchInstall } from '@/shell/install'
import { prepareForLater } from '@/shell/later'
import { keepTyped, painted } from '@/shell/painted'
import { keepSentPage, pagesTurn, turn } from '@/shell/turns'
import { reloadWhenOutdated } from '@/shell/upgrade'
import '@/styles/main.css'

reloadWhenOutdated()
watchInstall()
const app = createApp(App)
app.use(createPinia())
app.use(PiniaColada)
app.use(router)

const session = useSession()
void session.ready().then(showWhoIsHere)
watch(() => session.unsure, showWhoIsHere)

void start()

/** Awaited in here, because what comes later waits for this file to have run to its end. */
async function start(): Promise<void> {
  const wanted = preferredLocale()
  if (wanted !== 'en') await setLocale(wanted, 'start').catch(() => undefined)
  await painted()
  // Where the server has sent the page already, an empty one in between would flash.
  if (document.querySelector('#app h1'))
    await Promise.race([router.isReady().catch(() => undefined), doubt()])
  const putBack = keepTyped()
  keepSentPage()
  const place = app.mount('#app').$el.parentElement as HTMLElement
  await turn()
  pagesTurn.value = true
  await nextTick()
  for (const name of ['data-shell', 'data-closed']) place.removeAttribute(name)
  putBack()
  prepareForLater(router.isReady())
  setTimeout(() => void allTexts().catch(() => undefined), 1500)
}

/** Resolves where it can't be learnt who is here: then the app has something else to say. */
function doubt(): Promise<void> {
  return new Promise((resolve) =>
    watch(
      () => session.unsure,
      (now) => now && resolve(),
      { immediate: true },
    ),
  )
}

/** Until it is known, theme.js hides from somebody who has signed in before what a visitor is offered. */
function showWhoIsHere(): void {
  delete document.documentElement.dataset.known
}
