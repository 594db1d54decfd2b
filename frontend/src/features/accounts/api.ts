/** What the screens about people ask of the API. */
import { api, formData, take } from '@/api/client'
import type { Page, Professional, Review, Task, User } from '@/api/types'

export interface Person {
  username: string
  email: string
  password: string
  firstname: string
  lastname: string
  address: string
  pincode: string
  phone?: string
}

export interface Applicant extends Person {
  exp: number
  compname: string
  tasks: number[]
  pincodes: string[]
  document?: File
}

export const joinAsCustomer = (body: Person): Promise<User> => take(api.POST('/api/add_customer', { body }))

export const joinAsProfessional = (applicant: Applicant): Promise<User> =>
  take(api.POST('/api/add_professional', { body: formData({ ...applicant }) }))

export const changeMe = (body: Record<string, unknown>): Promise<User> => take(api.PATCH('/api/me', { body }))

export const changePassword = (current_password: string, new_password: string): Promise<void> =>
  take(api.POST('/api/me/password', { body: { current_password, new_password } }))

/** Every task there is to do: the catalogue is small. */
export const allTasks = (): Promise<Page<Task>> =>
  take(api.GET('/api/tasks', { params: { query: { sort: 'name', per_page: 100 } } }))

const at = (id: number) => ({ params: { path: { id } } })

export const readProfessional = (id: number): Promise<Professional> =>
  take(api.GET('/api/professionals/{id}', at(id)))

export const reviewsOf = (id: number, page: number): Promise<Page<Review>> =>
  take(api.GET('/api/professionals/{id}/reviews', { params: { path: { id }, query: { page } } }))
