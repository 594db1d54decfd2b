/** Installing the app, where the browser offers it (Chromium's browsers ask by an event of their own). */
import { shallowRef } from 'vue'

interface InstallPrompt extends Event {
  prompt: () => Promise<unknown>
}

/** The browser's offer, to be taken up once. */
export const offer = shallowRef<InstallPrompt>()

/** Safari on a phone has a menu instead of an event; elsewhere the property is missing. */
export const byHand = (navigator as { standalone?: boolean }).standalone === false

export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    // It stands in the account's menu instead of over the page.
    event.preventDefault()
    offer.value = event as InstallPrompt
  })
  addEventListener('appinstalled', () => (offer.value = undefined))
}

export async function install(): Promise<void> {
  const taken = offer.value
  offer.value = undefined
  await taken?.prompt()
}
