import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '@/App.vue'
import { allTexts, preferredLocale, setLocale } from '@/i18n'
import { router } from '@/router'
import { reloadWhenOutdated } from '@/shell/upgrade'
import '@/styles/main.css'

reloadWhenOutdated()
const app = createApp(App)
app.use(createPinia())
app.use(PiniaColada)
app.use(router)

const wanted = preferredLocale()
if (wanted !== 'en') await setLocale(wanted).catch(() => undefined)
app.mount('#app')
setTimeout(() => void allTexts().catch(() => undefined), 1500)
