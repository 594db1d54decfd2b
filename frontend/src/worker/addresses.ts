/** Addresses that are the server's own: no page of the app stands there, and the browser asks the server. */
export const PAGES_OF_THE_SERVER = [
  /^\/api(\/|$)/,
  /^\/(healthz|readyz|metrics|add_customer|add_professional|check)\/?$/,
  // Files: /robots.txt, /manifest.webmanifest, /sw.js …
  /\/[^/]+\.\w+$/,
]
