/** Brings a part of a locale's texts: `en.json?start` and so on, as src/locales/parts.ts splits them. */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { partOf } from '../src/locales/parts.ts'

const query = /\/locales\/\w+\.json\?(start|daily|rest)$/

export const texts = (): Plugin => ({
  name: 'texts',
  enforce: 'pre',
  load(id) {
    const part = query.exec(id)?.[1]
    if (!part) return null
    const file = id.slice(0, id.indexOf('?'))
    this.addWatchFile(file)
    const all = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
    const kept = all.filter(([key]) => partOf(key) === part)
    return { code: `export default ${JSON.stringify(Object.fromEntries(kept))}`, moduleType: 'js' }
  },
})
