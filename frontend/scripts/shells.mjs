/**
 * Puts what the app shows first into the pages that the server sends, so that it is painted before any script has come:
 * shells/home.en.html for the catalogue, shells/page.en.html for every other address, the same in Hindi.
 * The real components draw it; shells/pages.json says which parts each address needs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Window } from 'happy-dom'

process.env.NODE_ENV = 'production'
const { createServer } = await import('vite')
const root = fileURLToPath(new URL('..', import.meta.url))
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const built = readFileSync(new URL('index.html', dist), 'utf8')

/** The app looks around in a browser's window; here it finds one in which nobody is signed in. */
const window = new Window({ url: 'http://dastak.localhost/' })
const given = ['document', 'location', 'history', 'localStorage', 'addEventListener', 'removeEventListener']
globalThis.window = window
for (const name of given) globalThis[name] = window[name].bind?.(window) ?? window[name]
Object.defineProperty(globalThis, 'navigator', { value: window.navigator })
globalThis.matchMedia = window.matchMedia.bind(window)

const server = await createServer({
  root,
  mode: 'production',
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
})

/** The app as new: each page is drawn by one that has drawn nothing before. */
async function fresh() {
  server.moduleGraph.invalidateAll()
  return server.ssrLoadModule('/src/shell/prerender.ts')
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')

function page(locale, { html: drawn, title, description }, own) {
  // What `v-show` shows is given an empty style.
  const html = drawn.replaceAll(' style=""', '')
  if (/ style=|<script/.test(html)) throw new Error('the content security policy forbids what was drawn')
  const filled = built
    .replace('<html lang="en">', `<html lang="${locale}">`)
    .replace('<div id="app"></div>', () => `<div id="app" data-shell="${locale}">${html}</div>`)
  if (!filled.includes('data-shell')) throw new Error('index.html has no place for the app')
  if (!own) return filled
  const named = filled.replace(/<title>.*?<\/title>/, () => `<title>${escape(title)}</title>`)
  if (locale === 'en') return named
  return named.replace(/(name="description"\s+content=")[^"]*/, (_, before) => before + escape(description))
}

/** The files that must be here before `key` runs, beyond those of the first page. */
function files(key, first, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk || first.has(key) || found.has(key)) return []
  found.add(key)
  return [
    chunk.file,
    ...(chunk.css ?? []),
    ...(chunk.imports ?? []).flatMap((next) => files(next, first, found)),
  ]
}

function firstPage(key, found = new Set()) {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key].imports ?? []) firstPage(next, found)
  return found
}

/** /bookings/:id(\d+) → ^/bookings/\d+$ */
const pattern = (path) => `^${path.replace(/:\w+(?:\(([^)]+)\))?/g, (_, inner) => inner ?? '[^/]+')}$`

function needs(pages) {
  const first = firstPage('index.html')
  const texts = Object.fromEntries(
    [
      ['en', 'src/locales/en.json?rest'],
      ['hi', 'src/locales/hi.json'],
    ].map(([locale, key]) => [locale, files(key, first)]),
  )
  const parts = pages
    .filter(([path]) => !path.includes('*'))
    .map(([path, bring]) => {
      const key = /"\/?([^"]+\.vue)"/.exec(bring)?.[1]
      if (!manifest[key]) throw new Error(`no built file for ${path}: ${bring}`)
      return [pattern(path), [...new Set(files(key, first))]]
    })
  return { texts, parts: Object.fromEntries(parts) }
}

mkdirSync(new URL('shells/', dist), { recursive: true })
const write = (name, content) => writeFileSync(new URL(name, dist), content)
for (const locale of ['en', 'hi']) {
  write(`shells/home.${locale}.html`, page(locale, await (await fresh()).render(locale, '/'), true))
  write(`shells/page.${locale}.html`, page(locale, await (await fresh()).render(locale), false))
}
write('index.html', readFileSync(new URL('shells/page.en.html', dist)))
const app = await fresh()
const question = await app.firstQuestion()
write('shells/pages.json', JSON.stringify({ question, ...needs(app.laterPages()) }, null, 1))
await server.close()
await window.happyDOM.close()
process.exit(0)
