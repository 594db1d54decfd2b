/** Notices: read, polled and marked as read. */
import { api, take } from '@/api/client'
import type { Notice, Page } from '@/api/types'

export type Notices = Page<Notice> & { unread: number }

export const listNotices = (page: number, per_page = 20): Promise<Notices> =>
  take(api.GET('/api/notifications', { params: { query: { page, per_page } } }))

/** Marks these as read, or all of them. */
export const markRead = (ids?: number[]): Promise<unknown> =>
  take(api.POST('/api/notifications/read', { body: ids ? { ids } : {} }))
