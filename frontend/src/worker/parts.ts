/** The parts (scripts, styles, fonts) of the version before this one, for pages that were opened with it. */
import { cacheNames } from 'workbox-core'
import type { RouteHandlerCallback } from 'workbox-core'

/** Where they are kept: a page that is still open asks for them after an upgrade has taken them from the server. */
const BEFORE = 'dastak-parts-before'

const isPart = (url: string) => new URL(url).pathname.startsWith('/assets/')

/** Sets aside what the version in force has; to be called before a new one takes over. */
export async function keepOutgoing(): Promise<void> {
  const current = await caches.open(cacheNames.precache)
  await caches.delete(BEFORE)
  const before = await caches.open(BEFORE)
  for (const request of (await current.keys()).filter((one) => isPart(one.url))) {
    const response = await current.match(request)
    if (response) await before.put(request, response)
  }
}

/** From the version before, else from the server. */
export const servesParts: RouteHandlerCallback = async ({ request }) =>
  (await caches.match(request, { cacheName: BEFORE, ignoreVary: true })) ?? fetch(request)
