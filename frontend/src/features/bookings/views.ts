/** The lists of bookings as a professional and the admin read them. */
import type { Booking, BookingQuery, Page } from '@/api/types'
import { listBookings } from '@/features/bookings/api'

/** `view` only keeps these lists apart in the cache; what is read is fixed. */
export const emptyInbox = { view: 'inbox', q: '', sort: 'scheduled_for' }
export const readInbox = (filters: typeof emptyInbox, page: number): Promise<Page<Booking>> =>
  listBookings({ ...filters, view: 'inbox', page } as BookingQuery)

export const emptyPlan = { view: 'schedule' }
export const readPlan = (_filters: typeof emptyPlan, page: number): Promise<Page<Booking>> =>
  listBookings({ view: 'schedule', sort: 'scheduled_for', page, per_page: 50 })

export const emptyPast = {
  view: 'history',
  q: '',
  status: '',
  task_id: '',
  from: '',
  to: '',
  sort: '-scheduled_for',
}
export const readPast = (filters: typeof emptyPast, page: number): Promise<Page<Booking>> =>
  listBookings({ ...filters, view: 'history', page } as unknown as BookingQuery)

export const emptyAll = { q: '', status: '', task_id: '', person_id: '', from: '', to: '', sort: '-id' }
export const readAll = (filters: typeof emptyAll, page: number): Promise<Page<Booking>> =>
  listBookings({ ...filters, page } as unknown as BookingQuery)
