/** Notices: read, polled and marked as read. */
import { api, take } from '@/api/client'
import type { Notice, Page } from '@/api/types'
import { kinds } from '@/features/notifications/kinds'

export type Notices = Page<Notice> & { unread: number }

export const listNotices = (page: number, per_page = 20): Promise<Notices> =>
  take(api.GET('/api/notifications', { params: { query: { page, per_page } } }))

/** `show` is everything, or what is unread; `about` bookings, or all the rest. */
export const emptyFilters = { show: '', about: '', sort: '-id' }

export const findNotices = (filters: typeof emptyFilters, page: number): Promise<Notices> => {
  const ofBookings = filters.about === 'bookings'
  const kind = filters.about ? kinds.filter((one) => one.startsWith('booking_') === ofBookings) : []
  const query = { unread: filters.show === 'unread' || undefined, kind, sort: filters.sort as '-id', page }
  return take(api.GET('/api/notifications', { params: { query } }))
}

/** Marks these as read, or all of them. */
export const markRead = (ids?: number[]): Promise<unknown> =>
  take(api.POST('/api/notifications/read', { body: ids ? { ids } : {} }))
