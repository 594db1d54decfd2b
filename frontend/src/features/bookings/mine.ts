/** A customer's own bookings: what is to come, and what was. */
import type { Booking, BookingQuery, BookingStatus, Page } from '@/api/types'
import { listBookings } from '@/features/bookings/api'

export const emptyFilters = { when: 'upcoming', q: '', status: '', from: '', to: '' }
export type MineFilters = typeof emptyFilters

export const statusesOf = (when: string): BookingStatus[] =>
  when === 'past' ? ['closed', 'cancelled', 'expired'] : ['requested', 'assigned']

/** What comes first is next; what was last is on top. */
export function listMine({ when, status, ...filters }: MineFilters, page: number): Promise<Page<Booking>> {
  const sort = when === 'past' ? '-scheduled_for' : 'scheduled_for'
  const statuses = status ? [status] : statusesOf(when)
  return listBookings({ ...filters, status: statuses, sort, page, per_page: 10 } as BookingQuery)
}
