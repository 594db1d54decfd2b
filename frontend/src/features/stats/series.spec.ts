import { beforeEach, expect, test } from 'vitest'
import { allTexts } from '@/i18n'
import type { PeriodStats } from '@/features/stats/api'
import { anything, happened, labelsOf, valuesOf } from '@/features/stats/series'

const step = (from: string, to: string, bookings = 0) => ({
  from,
  to,
  bookings,
  closed: 0,
  cancelled: 0,
  expired: 0,
  closed_value: 0,
})
const stats = (step: PeriodStats['step'], ...series: PeriodStats['series']) =>
  ({ step, series, totals: { bookings: 0, closed: 0, cancelled: 0, expired: 0 } }) as unknown as PeriodStats

beforeEach(() => allTexts())

test('days, weeks and months are called by what they are', () => {
  const called = (one: PeriodStats) =>
    labelsOf(one).map(({ short, long }) => [short, long.replace(/[,\s]+/g, ' ')])
  expect(called(stats('day', step('2026-12-31', '2026-12-31')))).toEqual([['31 Dec', 'Thu 31 Dec 2026']])
  expect(called(stats('week', step('2026-12-28', '2027-01-03'), step('2027-01-04', '2027-01-04')))).toEqual([
    ['28 Dec', '28 Dec 2026 – 3 Jan 2027'],
    ['4 Jan', 'Mon 4 Jan 2027'],
  ])
  expect(called(stats('month', step('2027-01-01', '2027-01-31')))).toEqual([['Jan 27', 'January 2027']])
})

test('what ended is stacked, what began runs over it', () => {
  const found = happened(stats('day', step('2026-12-30', '2026-12-30', 3)), 'Booked')
  expect(found.map(({ name, shape }) => [name, shape])).toEqual([
    ['closed', 'bar'],
    ['cancelled', 'bar'],
    ['expired', 'bar'],
    ['bookings', 'line'],
  ])
  expect(valuesOf(stats('day', step('2026-12-30', '2026-12-30', 3)), 'bookings')).toEqual([3])
})

test('quiet days are quiet', () => {
  expect(anything(stats('day'))).toBe(false)
})
