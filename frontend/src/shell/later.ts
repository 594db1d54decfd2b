/** What can wait until the first page stands and the browser has nothing better to do. */

import { watchTyping } from '@/shell/typed'

/** Ms after the page has loaded before anything is begun that nobody waits for. */
const PAUSE = 1500

const idle = () =>
  new Promise<void>((resolve) =>
    typeof requestIdleCallback === 'function' ? requestIdleCallback(() => resolve()) : resolve(),
  )

async function prepare(): Promise<void> {
  await idle()
  await (await import('@/offline/kept')).tidy()
  // Only secure addresses have service workers; a development server has none of its own.
  if ('serviceWorker' in navigator && import.meta.env.PROD)
    await (await import('@/shell/version')).watchVersions()
}

export function prepareForLater(): void {
  watchTyping()
  const soon = () => setTimeout(() => void prepare().catch(() => undefined), PAUSE)
  if (document.readyState === 'complete') soon()
  else addEventListener('load', soon, { once: true })
}
