/** What the catalogue asks of the API. */
import { api, take } from '@/api/client'
import type { Page, Professional, Review, ReviewSort, Task, TaskQuery } from '@/api/types'

export const PER_PAGE = 24

export const emptyFilters = { q: '', pincode: '', category: '', max_price: '', sort: 'popular' }
export type TaskFilters = typeof emptyFilters

export const listTasks = (filters: TaskFilters, page: number): Promise<Page<Task>> =>
  take(api.GET('/api/tasks', { params: { query: { ...filters, page, per_page: PER_PAGE } as TaskQuery } }))

export const readTask = (task_id: number): Promise<Task> =>
  take(api.GET('/api/tasks/{task_id}', { params: { path: { task_id } } }))

export const reviewsOf = (
  task_id: number,
  query: { rating?: number; sort: ReviewSort; page: number },
): Promise<Page<Review>> =>
  take(
    api.GET('/api/tasks/{task_id}/reviews', {
      params: { path: { task_id }, query: { ...query, per_page: 10 } },
    }),
  )

export const professionalsFor = (task_id: number, pincode: string): Promise<Page<Professional>> =>
  take(
    api.GET('/api/tasks/{task_id}/professionals', {
      params: { path: { task_id }, query: { pincode, per_page: 50 } },
    }),
  )
