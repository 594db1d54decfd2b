import { expect, test } from 'vitest'
import { setLocale } from '@/i18n'
import {
  change,
  compact,
  compactMoney,
  dayMonth,
  daySpan,
  difference,
  monthShort,
  tileMoney,
  wholeDay,
} from '@/i18n/spans'

test.each([
  [950, '₹950', '950'],
  [1200, '₹1.2K', '1.2K'],
  [120_000, '₹1.2L', '1.2L'],
  [34_500_000, '₹3.5Cr', '3.5Cr'],
])('%d rupees are short on an axis', (value, rupees, plain) => {
  expect(compactMoney(value)).toBe(rupees)
  expect(compact(value)).toBe(plain)
})

test('in Hindi lakhs are written out, in Latin digits', async () => {
  await setLocale('hi')
  expect(compactMoney(120_000).replace(/\s/, ' ')).toBe('₹1.2 लाख')
  expect(tileMoney(1_234_567)).toBe('₹12,34,567')
})

test('a tile says everything in full that it has room for', () => {
  expect(tileMoney(9_999_999)).toBe('₹99,99,999')
  expect(tileMoney(12_345_678)).toBe('₹1.2Cr')
})

test('days are told as the calendar has them, also over new year', () => {
  expect(dayMonth('2026-12-31')).toBe('31 Dec')
  expect(wholeDay('2027-01-01')).toMatch(/^Fri, 1 Jan,? 2027$/)
  expect(daySpan('2026-12-28', '2027-01-03').replace(/\s/g, ' ')).toBe('28 Dec 2026 – 3 Jan 2027')
  expect(['2026-12-01', '2027-01-01'].map(monthShort)).toEqual(['Dec', 'Jan 27'])
})

test.each([
  [112, 100, '+12%'],
  [88, 100, '-12%'],
  [100, 100, '0%'],
  [5, 0, undefined],
])('%d against %d', (now, before, said) => {
  expect(change(now, before)).toBe(said)
})

test('ratings move by tenths', () => {
  expect(difference(4.5, 4.3)).toBe('+0.2')
  expect(difference(4.5, null)).toBeUndefined()
})
