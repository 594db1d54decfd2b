import { expect, test } from 'vitest'
import { byYear, monthName, neighbours } from '@/features/reports/months'

const months = ['2027-01', '2026-12', '2026-09'].map((period) => ({ period }))

test('a month is called by its name, whatever the zone of the reader', () => {
  expect(monthName('2026-12')).toBe('December 2026')
})

test('the neighbours are the nearest months with activity, over the turn of a year too', () => {
  expect(neighbours(months, '2026-12')).toEqual({ before: '2026-09', after: '2027-01' })
  expect(neighbours(months, '2027-01')).toEqual({ before: '2026-12', after: undefined })
  expect(neighbours(months, '2026-09')).toEqual({ before: undefined, after: '2026-12' })
})

test('a month without activity lies between its neighbours', () => {
  expect(neighbours(months, '2026-10')).toEqual({ before: '2026-09', after: '2026-12' })
})

test('years keep the order of their months', () => {
  expect(byYear(months)).toEqual([
    ['2027', [{ period: '2027-01' }]],
    ['2026', [{ period: '2026-12' }, { period: '2026-09' }]],
  ])
})
