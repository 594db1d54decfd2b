/** Texts in the reader's language: a typed t() over two files with the same keys. */
import { shallowRef } from 'vue'
import type en from '@/locales/en.json'
import start from '@/locales/en.json?start'
import { CHOICES, LANGUAGE } from '@/drawn'
import { PARTS, type Part } from '@/locales/parts'

export type Locale = 'en' | 'hi'
export type TextKey = keyof typeof en
type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>
type Texts = Record<string, Text | undefined>
export type Params = Record<string, string | number>

export const locale = shallowRef<Locale>('en')
const texts = shallowRef<Texts>(start)

/** English begins with the first page; everything else comes with the first page that needs it. */
const files: Record<Locale, Record<Part, () => Promise<{ default: Texts }>>> = {
  en: {
    start: () => Promise.resolve({ default: start }),
    daily: () => import('@/locales/en.json?daily'),
    rest: () => import('@/locales/en.json?rest'),
  },
  hi: {
    start: () => import('@/locales/hi.json?start'),
    daily: () => import('@/locales/hi.json?daily'),
    rest: () => import('@/locales/hi.json?rest'),
  },
}
/** Of the language in force. */
let here = new Map<Part, Promise<void>>([['start', Promise.resolve()]])

async function bring(part: Part): Promise<void> {
  const wanted = locale.value
  const asked = here
  const fetched = async () => {
    const { default: more } = await files[wanted][part]()
    if (locale.value === wanted) texts.value = { ...texts.value, ...more }
  }
  const coming = asked.get(part) ?? fetched()
  asked.set(part, coming)
  await coming.catch((error: unknown) => {
    asked.delete(part)
    throw error
  })
}

/** Resolves once the texts up to `part`, in the language in force, are here. */
export async function textsUpTo(part: Part): Promise<void> {
  await Promise.all(PARTS.slice(0, PARTS.indexOf(part) + 1).map(bring))
}

/** Resolves once every text of the language in force is here. */
export const allTexts = () => textsUpTo('rest')

/** For components that come later and speak of more than the first page does. */
export const withTexts =
  <T>(component: () => Promise<T>, part: Part = 'rest'): (() => Promise<T>) =>
  async () => {
    const [loaded] = await Promise.all([component(), textsUpTo(part)])
    return loaded
  }

/** Switches the language once its texts up to `part` are here; the choice outlives the visit. */
export async function setLocale(next: Locale, part: Part = 'rest'): Promise<void> {
  const wanted = PARTS.slice(0, PARTS.indexOf(part) + 1)
  const brought = await Promise.all(wanted.map((one) => files[next][one]()))
  here = new Map(wanted.map((one) => [one, Promise.resolve()]))
  texts.value = Object.assign({}, ...brought.map((one) => one.default)) as Texts
  locale.value = next
  document.documentElement.lang = next
  remember(next)
}

function remember(next: Locale): void {
  try {
    localStorage.setItem('dastak.locale', next)
    // The server sends the first page in the same language.
    document.cookie = `dastak_locale=${next}; path=/; max-age=31536000; samesite=lax`
    void tellWorker(next).catch(() => undefined)
  } catch {
    // A closed storage costs the memory of the choice, not the choice.
  }
}

/** It too begins a page in the reader's language, and can't read cookies. Only secure addresses have one. */
async function tellWorker(next: Locale): Promise<void> {
  if ('caches' in globalThis) await (await caches.open(CHOICES)).put(LANGUAGE, new Response(next))
}

/** What was chosen before, else what the browser asks for. */
export function preferredLocale(): Locale {
  try {
    const stored = localStorage.getItem('dastak.locale')
    if (stored === 'en' || stored === 'hi') return stored
  } catch {
    // See remember().
  }
  return navigator.language.startsWith('hi') ? 'hi' : 'en'
}

/** Making the rules costs far more than asking them, and a page of cards asks dozens of times. */
const plurals = new Map<Locale, Intl.PluralRules>()
function pluralRules(): Intl.PluralRules {
  const kept = plurals.get(locale.value) ?? new Intl.PluralRules(locale.value)
  plurals.set(locale.value, kept)
  return kept
}

function pick(text: Text, params: Params | undefined): string {
  if (typeof text === 'string') return text
  const rule = pluralRules().select(Number(params?.n ?? 0))
  return text[rule] ?? text.other ?? ''
}

function fill(text: string, params: Params | undefined): string {
  return params ? text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole)) : text
}

/** The text of `key`; `params.n` also chooses the plural. */
export function t(key: TextKey, params?: Params): string {
  return fill(pick(texts.value[key] ?? key, params), params)
}

/** For keys made at run time (codes of the API): undefined where there is no such text. */
export function maybeT(key: string, params?: Params): string | undefined {
  const text = texts.value[key]
  return text === undefined ? undefined : fill(pick(text, params), params)
}
