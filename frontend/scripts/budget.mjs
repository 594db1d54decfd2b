/** Fails when the built app outgrows its budgets (gzipped kB): first page 75 JS, 12 CSS, 30 fonts; any lazy page 25. */
import { pathToFileURL } from 'node:url'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const kB = (bytes) => Math.round(bytes / 100) / 10
const gz = (file) => kB(gzipSync(readFileSync(new URL(file, dist))).length)
const sum = (files, size) => kB([...files].reduce((total, file) => total + size(file) * 1000, 0))

/** Everything that must arrive before `key` runs, beyond what `known` already brought. */
function closure(key, known = new Set(), found = new Set()) {
  if (found.has(key) || known.has(key)) return found
  found.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, known, found)
  return found
}

const page = readFileSync(new URL('index.html', dist), 'utf8')
const entries = Object.keys(manifest).filter((key) => page.includes(`"/${manifest[key].file}"`))
const scripts = entries.filter((key) => manifest[key].file.endsWith('.js'))
const start = new Set(scripts.flatMap((key) => [...closure(key)]))
const files = (keys) => new Set([...keys].map((key) => manifest[key].file))
// All styles come in one file, with the first page.
const styles = Object.values(manifest).filter(({ file }) => file.endsWith('.css'))
const css = new Set(styles.map(({ file }) => file))
const fonts = readdirSync(new URL('assets/', dist)).filter((name) => name.endsWith('.woff2'))

const checks = [
  ['first page, JavaScript', sum(files(start), gz), 75],
  ['first page, CSS', sum(css, gz), 12],
  ['fonts', kB(fonts.reduce((total, name) => total + statSync(new URL(`assets/${name}`, dist)).size, 0)), 30],
]
for (const [key, chunk] of Object.entries(manifest)) {
  if (chunk.isDynamicEntry && !start.has(key)) {
    const own = closure(key, start)
    checks.push([key.replace('src/', ''), sum(files(own), gz), 25])
  }
}

let passed = true
for (const [name, size, limit] of checks) {
  const good = size <= limit
  passed &&= good
  console.log(`${good ? '  ' : '✗ '}${size.toFixed(1).padStart(6)} of ${limit} kB  ${name}`)
}
process.exit(passed ? 0 : 1)
