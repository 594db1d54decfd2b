/** What can wait until the first page stands and the browser has nothing better to do. */
import { silence } from '@/api/connection'
import { tidy } from '@/offline/kept'
import { watchTyping } from '@/shell/typed'

/** Ms after the page has loaded before anything is begun that nobody waits for. */
const PAUSE = 1500
/** Ms after which the first page is no longer waited for. */
const PATIENCE = 4000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Until the browser has drawn, and nothing else to do. */
const idle = () =>
  new Promise<void>((resolve) =>
    typeof requestIdleCallback === 'function'
      ? requestIdleCallback(() => resolve(), { timeout: 500 })
      : setTimeout(resolve),
  )

let begin: (ready: Promise<unknown>) => void
const begun = new Promise<unknown>((resolve) => (begin = resolve))

/** The first page asks when it is there, and draws what it is answered: only then is the line free. */
async function answered(): Promise<void> {
  await begun.catch(() => undefined)
  await idle()
  await silence()
  await idle()
}

let first: Promise<void> | undefined
const stands = () =>
  (first ??= Promise.race([
    answered(),
    begun.then(
      () => pause(PATIENCE),
      () => undefined,
    ),
  ]))

/** Ms before what did not come is asked for again, and how often: less in all than upgrade.ts waits to start afresh. */
const AGAIN = 9000
const TRIES = 6

/** For components that nobody misses on the first page: they are fetched once it stands, and again where the line was gone. */
export const afterPage =
  <T>(component: () => Promise<T>): (() => Promise<T>) =>
  async () => {
    await stands()
    for (let tries = 1; tries < TRIES; tries++)
      try {
        return await component()
      } catch {
        await pause(AGAIN)
      }
    return component()
  }

/** Nobody installs a page before it is there. */
function nameManifest(): void {
  const link = document.createElement('link')
  Object.assign(link, { rel: 'manifest', href: '/manifest.webmanifest' })
  document.head.append(link)
}

async function prepare(): Promise<void> {
  await idle()
  nameManifest()
  await tidy()
  // Only secure addresses have service workers; a development server has none of its own.
  if ('serviceWorker' in navigator && import.meta.env.PROD)
    await (await import('@/shell/version')).watchVersions()
}

/** `ready` resolves when the first page is there. */
export function prepareForLater(ready: Promise<unknown>): void {
  begin(ready)
  watchTyping()
  const soon = () => setTimeout(() => void prepare().catch(() => undefined), PAUSE)
  if (document.readyState === 'complete') soon()
  else addEventListener('load', soon, { once: true })
}
