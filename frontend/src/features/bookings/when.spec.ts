import { describe, expect, test } from 'vitest'
import { hoursOf, moment, nextDays, open, whenOf } from '@/features/bookings/when'

const morning = new Date('2026-11-23T04:00:00Z') // 9:30 am in India
const night = new Date('2026-11-23T15:00:00Z') // 8:30 pm in India

describe('days and hours', () => {
  test('a moment carries the zone of the business', () => {
    expect(moment({ day: '2026-11-25', hour: 9 })).toBe('2026-11-25T09:00:00+05:30')
  })

  test('today is offered while it has an hour left', () => {
    expect(nextDays(morning)[0]).toBe('2026-11-23')
    expect(nextDays(night)[0]).toBe('2026-11-23')
    expect(nextDays(new Date('2026-11-23T17:30:00Z'))[0]).toBe('2026-11-24')
    expect(nextDays(night)).toHaveLength(7)
  })

  test('an hour is open once it has not begun, and for 90 days', () => {
    expect(open('2026-11-23', 9, morning)).toBe(false)
    expect(open('2026-11-23', 10, morning)).toBe(true)
    expect(open('2026-11-24', 0, morning)).toBe(true)
    expect(open('2027-02-21', 9, morning)).toBe(true)
    expect(open('2027-02-21', 10, morning)).toBe(false)
  })

  test('a booking reads back as the day and hour in India, wherever the reader is', () => {
    expect(whenOf('2026-11-24T20:30:00+00:00')).toEqual({ day: '2026-11-25', hour: 2 })
  })

  test('one between the hours keeps its minutes', () => {
    for (const at of ['2026-11-25T05:00:00.000Z', '2026-11-25T04:50:00.000Z'])
      expect(new Date(moment(whenOf(at))).toISOString()).toBe(at)
  })
})

describe('the hours on offer', () => {
  const shown = (...given: Parameters<typeof hoursOf>) => hoursOf(...given).parts

  test('are the usual ones, and the others where they are asked for', () => {
    const usual = hoursOf('2026-11-24', morning, '', false)
    expect(usual.parts.map(([part]) => part)).toEqual(['morning', 'afternoon', 'evening'])
    expect(usual.more).toBe(true)
    const all = hoursOf('2026-11-24', morning, '', true)
    expect(all.parts.flatMap(([, list]) => list)).toEqual(Array.from({ length: 24 }, (_, hour) => hour))
    expect(all.more).toBe(false)
  })

  test('leave out what has begun today', () => {
    expect(shown('2026-11-23', morning, '', false)[0]).toEqual(['morning', [10, 11]])
    expect(shown('2026-11-23', night, '', false)).toEqual([['late', [21, 22, 23]]])
  })

  test('keep the hour that a booking has', () => {
    expect(shown('2026-11-24', morning, 21, false).at(-1)).toEqual(['late', [20, 21, 22, 23]])
    expect(shown('2026-11-23', morning, 8, false)[0]).toEqual(['morning', [8, 10, 11]])
    expect(shown('2026-11-24', morning, 10.5, false)[0]).toEqual(['morning', [8, 9, 10, 10.5, 11]])
  })
})
