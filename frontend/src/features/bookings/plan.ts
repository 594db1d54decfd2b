/** A professional's bookings as a plan: what is overdue, then day by day in order of time. */
import type { Booking } from '@/api/types'
import { isoDay } from '@/i18n/format'

export interface PlanDay {
  /** YYYY-MM-DD, or "overdue": on days before today and never closed. */
  day: string
  bookings: Booking[]
}

export function planOf(bookings: Booking[], now: Date): PlanDay[] {
  const today = isoDay(now)
  const days = new Map<string, Booking[]>()
  const inOrder = [...bookings].sort((a, b) => Date.parse(a.scheduled_for) - Date.parse(b.scheduled_for))
  for (const booking of inOrder) {
    const own = isoDay(booking.scheduled_for)
    const day = own < today ? 'overdue' : own
    days.set(day, [...(days.get(day) ?? []), booking])
  }
  return [...days].map(([day, items]) => ({ day, bookings: items }))
}
