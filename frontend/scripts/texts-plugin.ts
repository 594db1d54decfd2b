/** Splits a locale's texts in two: `?start` is what the first page says, `?rest` everything else. */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const first = /^(shell|places|roles|ui|catalogue|categories|time|problem)\.|^fields\.pincode$/
const query = /\/locales\/\w+\.json\?(start|rest)$/

export const texts = (): Plugin => ({
  name: 'texts',
  enforce: 'pre',
  load(id) {
    const part = query.exec(id)?.[1]
    if (!part) return null
    const file = id.slice(0, id.indexOf('?'))
    this.addWatchFile(file)
    const all = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
    const kept = all.filter(([key]) => first.test(key) === (part === 'start'))
    return { code: `export default ${JSON.stringify(Object.fromEntries(kept))}`, moduleType: 'js' }
  },
})
