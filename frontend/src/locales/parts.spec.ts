import { expect, test } from 'vitest'
import en from '@/locales/en.json'
import { partOf, PARTS, type Part } from '@/locales/parts'
import { router } from '@/router'

const sources = import.meta.glob<string>(['/src/**/*.{ts,vue}', '!/src/**/*.spec.ts', '!/src/testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const keys = Object.keys(en)

/** The file that `from` imports as `name`, where it is one of ours. */
function fileOf(name: string): string | undefined {
  const path = name.replace(/^@\//, '/src/')
  return [path, `${path}.ts`, `${path}/index.ts`].find((one) => one in sources)
}

/** What is here before `file` runs: what it imports at once, not what it fetches later, nor types. */
function closure(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const [, name] of sources[file]?.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gms) ??
    []) {
    const next = fileOf(name ?? '')
    if (next) closure(next, found)
  }
  return found
}

/** Whole keys, and those made at run time: `status.${one}`. */
function keysIn(source: string): string[] {
  const whole = [...source.matchAll(/['"`]([a-z_]+\.[\w.-]+)['"`]/g)].map(([, key]) => key)
  const begun = [...source.matchAll(/`([a-z_]+\.(?:[\w.]*[._])?)\$\{/g)].map(([, begin]) => begin ?? '')
  return keys.filter((key) => whole.includes(key) || begun.some((begin) => key.startsWith(begin)))
}

/** What was wrong with a field is said only where there is a form, and forms come later. */
const saidLater = (key: string, part: Part) => part === 'start' && key.startsWith('invalid.')

const missing = (file: string, part: Part) =>
  [...closure(file)].flatMap((one) =>
    keysIn(sources[one] ?? '')
      .filter((key) => PARTS.indexOf(partOf(key)) > PARTS.indexOf(part) && !saidLater(key, part))
      .map((key) => `${one}: ${key}`),
  )

const pages = router
  .getRoutes()
  .filter((route) => route.meta.says)
  .map((route): [string, string, Part] => {
    const [, later] = /"(\/src[^"?]+\.vue)/.exec(String(route.components?.default)) ?? []
    return [route.path, later ?? '/src/features/catalogue/pages/CataloguePage.vue', route.meta.says ?? 'rest']
  })

test.each(pages)('%s has every text that it says', (_path, file, part) => {
  expect(sources).toHaveProperty([file])
  expect(missing(file, part)).toEqual([])
})

test('what stands around every page has every text that it says', () => {
  expect(missing('/src/App.vue', 'start')).toEqual([])
})

test('the booking sheet has every text that it says', () => {
  expect(missing('/src/features/bookings/components/BookingSheet.vue', 'daily')).toEqual([])
})

test('a text of another part is noticed', () => {
  expect(missing('/src/features/accounts/pages/UsersPage.vue', 'daily').length).toBeGreaterThan(3)
})
