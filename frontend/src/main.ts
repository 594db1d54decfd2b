import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from '@/App.vue'
import { allTexts, preferredLocale, setLocale } from '@/i18n'
import { router } from '@/router'
import { useSession } from '@/session/store'
import { watchInstall } from '@/shell/install'
import { prepareForLater } from '@/shell/later'
import { keepTyped, painted } from '@/shell/painted'
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

const wanted = preferredLocale()
if (wanted !== 'en') await setLocale(wanted).catch(() => undefined)
await painted()
// Where the server has sent the catalogue already, an empty page in between would flash.
if (location.pathname === '/') await router.isReady()
const putBack = keepTyped()
const place = app.mount('#app').$el.parentElement as HTMLElement
place.removeAttribute('data-shell')
putBack()
prepareForLater()
setTimeout(() => void allTexts().catch(() => undefined), 1500)

/** Until it is known, theme.js hides from somebody who has signed in before what a visitor is offered. */
function showWhoIsHere(): void {
  delete document.documentElement.dataset.known
}
