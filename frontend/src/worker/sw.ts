/**
 * Keeps the app on the device, so that it opens at once with a slow network, and with none.
 * Never keeps what the API says: that is for src/offline/ to decide.
 */
import { createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { PAGES_OF_THE_SERVER } from './addresses'
import { keepOutgoing, servesParts } from './parts'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] }

// Before anything else is put beside it: what the version in force consists of.
self.addEventListener('install', (event) => event.waitUntil(keepOutgoing()))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
// A new version waits until somebody says so (src/offline/version.ts): nothing changes below what is being typed.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})

precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: '', cleanURLs: false })
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: PAGES_OF_THE_SERVER }))
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'), servesParts)
