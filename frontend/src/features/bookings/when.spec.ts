import { describe, expect, test } from 'vitest'
import { gone, moment, nextDays, partsOfDay, whenOf } from '@/features/bookings/when'

const morning = new Date('2026-11-23T04:00:00Z') // 9:30 am in India
const night = new Date('2026-11-23T15:00:00Z') // 8:30 pm in India

describe('days and hours', () => {
  test('a moment carries the zone of the business', () => {
    expect(moment({ day: '2026-11-25', hour: 9 })).toBe('2026-11-25T09:00:00+05:30')
  })

  test('today is offered while it has hours left', () => {
    expect(nextDays(morning)[0]).toBe('2026-11-23')
    expect(nextDays(night)[0]).toBe('2026-11-24')
    expect(nextDays(night)).toHaveLength(7)
  })

  test('an hour that has begun is gone, but only on its day', () => {
    expect(gone('2026-11-23', 9, morning)).toBe(true)
    expect(gone('2026-11-23', 10, morning)).toBe(false)
    expect(gone('2026-11-24', 9, morning)).toBe(false)
  })

  test('a booking reads back as the day and hour in India, wherever the reader is', () => {
    expect(whenOf('2026-11-24T20:30:00+00:00')).toEqual({ day: '2026-11-25', hour: 2 })
  })

  test('an unusual hour stays on offer', () => {
    expect(partsOfDay(21)[2]).toEqual(['evening', [16, 17, 18, 19, 21]])
    expect(partsOfDay(5)[0]).toEqual(['morning', [5, 8, 9, 10, 11]])
    expect(partsOfDay('')[1]).toEqual(['afternoon', [12, 13, 14, 15]])
  })
})
