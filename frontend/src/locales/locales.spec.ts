import { expect, test } from 'vitest'
import en from '@/locales/en.json'
import hi from '@/locales/hi.json'

const english = Object.entries(en as Record<string, unknown>)
const hindi = hi as Record<string, unknown>
const holes = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort()
const wrong = (good: (english: unknown, hindi: unknown) => boolean) =>
  english.filter(([key, text]) => !good(text, hindi[key])).map(([key]) => key)

test('both languages have the same keys', () => {
  expect(Object.keys(hi)).toEqual(Object.keys(en))
})

test('no text is empty', () => {
  expect(wrong((here, there) => Boolean(here) && Boolean(there))).toEqual([])
})

test('a text leaves the same holes in both languages', () => {
  expect(wrong((here, there) => holes(here).join() === holes(there).join())).toEqual([])
})

test('every text keeps to the words of the house', () => {
  const forbidden = /service|seller|provider|सर्विस/i
  expect(wrong((here, there) => !forbidden.test(JSON.stringify([here, there])))).toEqual([])
})
