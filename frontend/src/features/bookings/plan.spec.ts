import { describe, expect, test } from 'vitest'
import type { Booking } from '@/api/types'
import { planOf } from '@/features/bookings/plan'

const now = new Date('2026-11-23T04:00:00Z') // 9:30 am in India
const at = (id: number, scheduled_for: string) => ({ id, scheduled_for }) as Booking
const shape = (...bookings: Booking[]) =>
  planOf(bookings, now).map((one) => [one.day, one.bookings.map((b) => b.id)])

describe('the day plan', () => {
  test('days in order, and the bookings of a day in order of time', () => {
    expect(
      shape(
        at(1, '2026-11-24T10:00:00+05:30'),
        at(2, '2026-11-23T18:00:00+05:30'),
        at(3, '2026-11-23T08:00:00+05:30'),
      ),
    ).toEqual([
      ['2026-11-23', [3, 2]],
      ['2026-11-24', [1]],
    ])
  })

  test('what stayed open from earlier days stands first, together', () => {
    expect(
      shape(
        at(1, '2026-11-23T18:00:00+05:30'),
        at(2, '2026-11-20T18:00:00+05:30'),
        at(3, '2026-11-22T18:00:00+05:30'),
      ),
    ).toEqual([
      ['overdue', [2, 3]],
      ['2026-11-23', [1]],
    ])
  })

  test('a day is a day in India', () => {
    expect(shape(at(1, '2026-11-23T20:00:00Z'))).toEqual([['2026-11-24', [1]]])
  })
})
