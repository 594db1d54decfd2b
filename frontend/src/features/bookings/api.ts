/** What the screens about bookings ask of the API. */
import { api, take } from '@/api/client'
import type {
  BookedTask,
  Booking,
  BookingEdit,
  BookingIn,
  BookingMove,
  BookingQuery,
  BookingStep,
  Page,
  Professional,
  Task,
} from '@/api/types'

const booking = (booking_id: number) => ({ params: { path: { booking_id } } })

export const listBookings = (query: BookingQuery): Promise<Page<Booking>> =>
  take(api.GET('/api/bookings', { params: { query } }))

export const bookedTasks = (): Promise<{ items: BookedTask[] }> => take(api.GET('/api/bookings/tasks'))

export const readBooking = (id: number): Promise<Booking> =>
  take(api.GET('/api/bookings/{booking_id}', booking(id)))

export const readHistory = (id: number): Promise<{ items: BookingStep[] }> =>
  take(api.GET('/api/bookings/{booking_id}/history', booking(id)))

/** Books once, however often it is sent with the same `key`. */
export const book = (body: BookingIn, key: string): Promise<Booking> =>
  take(api.POST('/api/bookings', { body, headers: { 'Idempotency-Key': key } }))

export const change = (id: number, body: BookingEdit): Promise<Booking> =>
  take(api.PATCH('/api/bookings/{booking_id}', { ...booking(id), body }))

export const move = (id: number, action: BookingMove, reason?: string): Promise<Booking> =>
  take(api.POST('/api/bookings/{booking_id}/moves', { ...booking(id), body: { action, reason } }))

export const review = (id: number, rating: number, remarks: string): Promise<Booking> =>
  take(api.POST('/api/bookings/{booking_id}/review', { ...booking(id), body: { rating, remarks } }))

export const readTask = (task_id: number): Promise<Task> =>
  take(api.GET('/api/tasks/{task_id}', { params: { path: { task_id } } }))

export const professionalsFor = (task_id: number, pincode: string): Promise<Page<Professional>> =>
  take(
    api.GET('/api/tasks/{task_id}/professionals', {
      params: { path: { task_id }, query: { pincode, per_page: 50 } },
    }),
  )
