import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '@/App.vue'
import { preferredLocale, setLocale } from '@/i18n'
import { router } from '@/router'
import '@/styles/main.css'

const app = createApp(App)
app.use(createPinia())
app.use(PiniaColada)
app.use(router)

await setLocale(preferredLocale()).catch(() => undefined)
app.mount('#app')
