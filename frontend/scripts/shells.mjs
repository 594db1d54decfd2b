/**
 * Puts what the app shows first into the pages that the server sends, so that it is painted before any script has come:
 * shells/home.en.html for the catalogue and so on (src/drawn.ts names them), shells/page.en.html for every other
 * address, the same in Hindi. The real components draw it; shells/pages.json says which parts each address needs.
 * Runs as a part of `vite build`, before the service worker notes what each page holds: see shells-plugin.ts.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Window } from 'happy-dom'

process.env.NODE_ENV = 'production'
const { createServer } = await import('vite')
const root = fileURLToPath(new URL('..', import.meta.url))
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const built = readFileSync(new URL('index.html', dist), 'utf8')

/** What every page needs, most urgent first: a browser asks for six things at a time, and these make the others wait. */
function urgent() {
  const found = (pattern) => [...built.matchAll(pattern)].map(([, file]) => file)
  return {
    style: found(/<link rel="stylesheet"[^>]*href="\/([^"]+)"/g),
    script: found(/<script src="\/([^"]+)"/g),
    module: [
      ...found(/<link rel="modulepreload"[^>]*href="\/([^"]+)"/g),
      ...found(/<script type="module"[^>]*src="\/([^"]+)"/g),
    ],
  }
}

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

/** Where most of what one reads comes with the scripts, they go first: the swap of the typeface moves nothing. */
const withoutFont = (html) => html.replace(/\s*<link rel="preload"[^>]*as="font"[^>]*>/, '')

/** The browser's own sign for the page, in the page: fetching it would take the place of a script. */
function withIcon(html) {
  const icon = readFileSync(new URL('icon.svg', dist), 'utf8').trim().replace(/"/g, "'")
  const inline = icon.replace(/[<>#%]/g, encodeURIComponent)
  return html.replace('href="/icon.svg"', () => `href="data:image/svg+xml,${inline}"`)
}

function page(locale, { html: drawn, title, description }, { own, closed }) {
  // What `v-show` shows is given an empty style.
  const html = drawn.replaceAll(' style=""', '')
  if (/ style=|<script/.test(html)) throw new Error('the content security policy forbids what was drawn')
  const filled = withIcon(own && !closed ? built : withoutFont(built))
    .replace('<html lang="en">', `<html lang="${locale}">`)
    .replace(
      '<div id="app"></div>',
      () => `<div id="app" data-shell="${locale}"${closed ? ' data-closed' : ''}>${html}</div>`,
    )
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

/** What takes longest begins first. */
const size = (file) => statSync(new URL(file, dist)).size
const largestFirst = (names) => [...new Set(names)].sort((one, other) => size(other) - size(one))

function firstPage(key, found = new Set()) {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key].imports ?? []) firstPage(next, found)
  return found
}

/** /bookings/:id(\d+) → ^/bookings/\d+$ */
const pattern = (path) => `^${path.replace(/:\w+(?:\(([^)]+)\))?/g, (_, inner) => inner ?? '[^/]+')}$`

/** Each language's texts up to each part of them; src/i18n brings them. */
function texts(first) {
  const brought = ['start', 'daily', 'rest']
  const file = (locale, part) => files(`src/locales/${locale}.json?${part}`, first)
  const upTo = (locale, part) =>
    brought.slice(0, brought.indexOf(part) + 1).flatMap((one) => file(locale, one))
  const of = (locale) => Object.fromEntries(brought.map((part) => [part, upTo(locale, part)]))
  return { en: of('en'), hi: of('hi') }
}

function needs(pages) {
  const entries = Object.keys(manifest).filter((key) => built.includes(`"/${manifest[key].file}"`))
  const first = new Set(entries.flatMap((key) => [...firstPage(key)]))
  const needed = pages
    .filter(({ path }) => !path.includes('*'))
    .map(({ path, bring, says }) => {
      const key = /"\/?([^"]+\.vue)"/.exec(bring)?.[1]
      if (bring.includes('import') && !manifest[key]) throw new Error(`no built file for ${path}: ${bring}`)
      return [pattern(path), { says, files: key ? largestFirst(files(key, first)) : [] }]
    })
  return { texts: texts(first), pages: Object.fromEntries(needed) }
}

mkdirSync(new URL('shells/', dist), { recursive: true })
const write = (name, content) => writeFileSync(new URL(name, dist), content)
const { drawn, bars } = await fresh()
for (const locale of ['en', 'hi']) {
  for (const { name, example, closed } of drawn) {
    const shell = await (await fresh()).render(locale, example)
    write(`shells/${name}.${locale}.html`, page(locale, shell, { own: true, closed }))
  }
  write(`shells/${bars}.${locale}.html`, page(locale, await (await fresh()).render(locale), {}))
}
write('index.html', readFileSync(new URL(`shells/${bars}.en.html`, dist)))
const app = await fresh()
const shells = Object.fromEntries(drawn.map(({ name, pattern }) => [pattern.source, name]))
write(
  'shells/pages.json',
  JSON.stringify(
    { urgent: urgent(), shells, ...(await app.firstQuestions()), ...needs(app.pages()) },
    null,
    1,
  ),
)
await server.close()
await window.happyDOM.close()
process.exit(0)
