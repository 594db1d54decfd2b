import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { daysIn, LONGEST, periodOf, shifted, troubleOf } from '@/ui/period'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test.each([
  ['7d', '2026-12-25', '2026-12-31'],
  ['30d', '2026-12-02', '2026-12-31'],
  ['month', '2026-12-01', '2026-12-31'],
  ['last_month', '2026-11-01', '2026-11-30'],
  ['12m', '2026-01-01', '2026-12-31'],
] as const)(
  'at half past eleven on New Year’s Eve in India, %s still ends in the old year',
  (name, from, to) => {
    vi.setSystemTime('2026-12-31T18:00:00Z')
    expect(periodOf(name)).toEqual({ from, to, preset: name })
  },
)

test('half an hour later it is another year', () => {
  vi.setSystemTime('2026-12-31T18:30:00Z')
  expect(periodOf('month')).toMatchObject({ from: '2027-01-01', to: '2027-01-01' })
  expect(periodOf('last_month')).toMatchObject({ from: '2026-12-01', to: '2026-12-31' })
  expect(periodOf('12m')).toMatchObject({ from: '2026-02-01' })
  expect(periodOf('7d')).toMatchObject({ from: '2026-12-26' })
})

test('the month before March ends with February, leap or not', () => {
  expect(periodOf('last_month', '2028-03-31')).toMatchObject({ from: '2028-02-01', to: '2028-02-29' })
  expect(periodOf('last_month', '2027-03-01').to).toBe('2027-02-28')
})

test('a change of the clock elsewhere moves no day', () => {
  expect(shifted('2026-03-29', 1)).toBe('2026-03-30')
  expect(daysIn({ from: '2026-03-01', to: '2026-03-31' })).toBe(31)
})

test.each([
  ['2026-01-31', '2026-01-31', undefined],
  ['2026-02-01', '2026-01-31', 'order'],
  ['', '2026-01-31', 'incomplete'],
  ['2026-02-30', '2026-03-01', 'incomplete'],
  [undefined, ['2026-01-01'], 'incomplete'],
  [shifted('2026-01-31', 1 - LONGEST), '2026-01-31', undefined],
  [shifted('2026-01-31', -LONGEST), '2026-01-31', 'long'],
])('from %s to %s: %s', (from, to, trouble) => {
  expect(troubleOf(from, to)).toBe(trouble)
})
