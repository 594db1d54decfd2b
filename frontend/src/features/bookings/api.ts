/** What the screens about bookings ask of the API. */
import { api, take } from '@/api/client'
import type { Booking, BookingAction, BookingMove, Page, Professional, Task } from '@/api/types'

const at = (id: number) => ({ params: { path: { id } } })

export const listBookings = (query: Record<string, string | number | string[]>): Promise<Page<Booking>> =>
  take(api.GET('/api/bookings', { params: { query } }))

export const readBooking = (id: number): Promise<Booking> => take(api.GET('/api/bookings/{id}', at(id)))

export const readHistory = (id: number): Promise<{ items: BookingMove[] }> =>
  take(api.GET('/api/bookings/{id}/history', at(id)))

export interface Order {
  task_id: number
  scheduled_for: string
  address: string
  pincode: string
  remarks: string
  professional_id?: number
  expected_price: number
}

/** Books once, however often it is sent with the same `key`. */
export const book = (order: Order, key: string): Promise<Booking> =>
  take(api.POST('/api/bookings', { body: order, headers: { 'Idempotency-Key': key } }))

export interface Change {
  version: number
  scheduled_for?: string
  address?: string
  pincode?: string
  remarks?: string
}

export const change = (id: number, body: Change): Promise<Booking> =>
  take(api.PATCH('/api/bookings/{id}', { ...at(id), body }))

export const move = (id: number, action: BookingAction, reason?: string): Promise<Booking> =>
  take(api.POST('/api/bookings/{id}/moves', { ...at(id), body: reason ? { action, reason } : { action } }))

export const review = (id: number, rating: number, remarks: string): Promise<Booking> =>
  take(api.POST('/api/bookings/{id}/review', { ...at(id), body: { rating, remarks } }))

export const readTask = (id: number): Promise<Task> => take(api.GET('/api/tasks/{id}', at(id)))

export const professionalsFor = (id: number, pincode: string): Promise<Page<Professional>> =>
  take(
    api.GET('/api/tasks/{id}/professionals', { params: { path: { id }, query: { pincode, per_page: 50 } } }),
  )
