/**
 * Keeps the app on the device, so that it opens at once with a slow network, and with none.
 * Never keeps what the API says: that is for src/offline/ to decide.
 */
import { matchPrecache, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import type { RouteHandlerCallback } from 'workbox-core'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { PAGES_OF_THE_SERVER } from './addresses'
import { keepOutgoing, servesParts } from './parts'
import { CHOICES, LANGUAGE, shellOf } from '@/drawn'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] }

// Before anything else is put beside it: what the version in force consists of.
self.addEventListener('install', (event) => event.waitUntil(keepOutgoing()))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
// A new version waits until somebody says so (src/offline/version.ts): nothing changes below what is being typed.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})

precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: '', cleanURLs: false })

/** What the reader chose, else what their browser speaks: as src/i18n decides. */
async function language(): Promise<string> {
  const chosen = await (await caches.match(LANGUAGE, { cacheName: CHOICES }))?.text()
  return chosen ?? (navigator.language.startsWith('hi') ? 'hi' : 'en')
}

/** The page as the server would send it; from the server itself where the device's copy has a hole. */
const begins: RouteHandlerCallback = async ({ url, request }) =>
  (await matchPrecache(`/${shellOf(url.pathname, await language())}`)) ?? fetch(request)

registerRoute(new NavigationRoute(begins, { denylist: PAGES_OF_THE_SERVER }))
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'), servesParts)
