/**
 * Adds or changes texts in both languages at once: JSON on standard input, {"key": ["English", "हिन्दी"], …};
 * a plural is {"one": …, "other": …}. Null instead of the pair removes the key.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

const changes = JSON.parse(readFileSync(0, 'utf8'))
for (const [index, locale] of ['en', 'hi'].entries()) {
  const file = new URL(`../src/locales/${locale}.json`, import.meta.url)
  const texts = JSON.parse(readFileSync(file, 'utf8'))
  for (const [key, pair] of Object.entries(changes)) {
    texts[key] = pair?.[index]
  }
  const sorted = Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)))
  const next = new URL(`${file.href}.next`)
  writeFileSync(next, `${JSON.stringify(sorted, null, 2)}\n`)
  renameSync(next, file)
}
