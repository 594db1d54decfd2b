import { expect, test } from 'vitest'
import en from '@/locales/en.json'
import hi from '@/locales/hi.json'

type Texts = Record<string, unknown>
const holes = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort()

test('both languages have the same keys', () => {
  expect(Object.keys(hi)).toEqual(Object.keys(en))
})

test.each(Object.entries(en as Texts))('%s leaves the same holes in both languages', (key, text) => {
  expect(holes((hi as Texts)[key])).toEqual(holes(text))
})

test.each(Object.entries(en as Texts))('%s is not empty and keeps to the house words', (key, text) => {
  expect(text).toBeTruthy()
  expect((hi as Texts)[key]).toBeTruthy()
  expect(JSON.stringify(text)).not.toMatch(/service/i)
})
