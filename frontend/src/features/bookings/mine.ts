/** A customer's own bookings: what is to come, and what was. */
import type { Booking, BookingQuery, BookingStatus, Page } from '@/api/types'
import { listBookings } from '@/features/bookings/api'
import { upcomingCopy } from '@/features/bookings/copies'
import { withCopy } from '@/offline/copies'

export const emptyFilters = { when: 'upcoming', q: '', status: '', task_id: '', from: '', to: '', sort: '' }
export type MineFilters = typeof emptyFilters

export const statusesOf = (when: string): BookingStatus[] =>
  when === 'past' ? ['closed', 'cancelled', 'expired'] : ['requested', 'assigned']

/** The same task again: as it was, with whoever did it. */
export const repeat = ({ id, task, professional }: Booking) => ({
  query: { book: task.id, professional: professional?.id, again: id },
})

/** Unless another order is asked for, what comes first is next; what was last is on top. */
export function listMine(
  { when, status, sort: order, ...filters }: MineFilters,
  page: number,
): Promise<Page<Booking>> {
  const sort = order || (when === 'past' ? '-scheduled_for' : 'scheduled_for')
  const statuses = status ? [status] : statusesOf(when)
  return listBookings({ ...filters, status: statuses, sort, page, per_page: 10 } as unknown as BookingQuery)
}

/** What is to come, as the page shows it when it is opened: this is what the device keeps. */
export const isUpcoming = (filters: MineFilters, page: number) =>
  page === 1 &&
  Object.entries(emptyFilters).every(([name, value]) => filters[name as keyof MineFilters] === value)

export const readMine = (filters: MineFilters, page: number): Promise<Page<Booking>> =>
  isUpcoming(filters, page) ? withCopy(upcomingCopy, () => listMine(filters, page)) : listMine(filters, page)
