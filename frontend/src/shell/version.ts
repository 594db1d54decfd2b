/** The service worker: registers it, looks for new versions, and asks before one takes over. */
import { allTexts, t } from '@/i18n'
import { hasTyped } from '@/shell/typed'
import { confirm } from '@/ui/confirm'
import { toast } from '@/ui/toasts'

/** Ms between two looks for a new version, while somebody is here. */
const EVERY = 30 * 60_000

let asked = false
/** Whoever has typed something is asked once more: a reload would lose it. */
async function mayLeave(): Promise<boolean> {
  if (!hasTyped()) return true
  const question = { title: t('version.sure'), text: t('version.unsent'), yes: t('version.reload') }
  return (await confirm(question)) !== false
}

/** The waiting version takes over, and this page begins again with it. Other tabs keep what they have. */
async function takeOver(registration: ServiceWorkerRegistration): Promise<void> {
  if (!(await mayLeave())) return ask(registration)
  // Another tab may have said so before.
  if (!registration.waiting) return location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  registration.waiting.postMessage('take over')
}

async function ask(registration: ServiceWorkerRegistration): Promise<void> {
  await allTexts()
  const action = { label: t('version.reload'), press: () => void takeOver(registration) }
  toast(t('version.ready'), { action })
}

const askOnce = (registration: ServiceWorkerRegistration) => {
  if (asked) return
  asked = true
  void ask(registration).catch(() => undefined)
}

/** Asks once the version that is being fetched is complete; the first one ever takes over by itself. */
function follow(registration: ServiceWorkerRegistration): void {
  const coming = registration.installing
  coming?.addEventListener('statechange', () => {
    if (coming.state === 'installed' && navigator.serviceWorker.controller) askOnce(registration)
  })
}

export async function watchVersions(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  // Forbidden by the browser, or not to be had just now: then everything comes from the server, as before.
  if (!registration) return
  if (registration.waiting && navigator.serviceWorker.controller) askOnce(registration)
  follow(registration)
  registration.addEventListener('updatefound', () => follow(registration))
  setInterval(() => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined)
  }, EVERY)
}
