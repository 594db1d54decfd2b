/** What the screens about people ask of the API. */
import { api, formData, take } from '@/api/client'
import type {
  CustomerIn,
  MeIn,
  Page,
  Professional,
  ProfessionalIn,
  Review,
  ReviewSort,
  Task,
  User,
} from '@/api/types'

export type Applicant = ProfessionalIn & { document?: File }

export const joinAsCustomer = (body: CustomerIn): Promise<User> =>
  take(api.POST('/api/add_customer', { body }))

/** Travels as multipart, which the generated types cannot tell from JSON. */
export const joinAsProfessional = (applicant: Applicant): Promise<User> =>
  take(api.POST('/api/add_professional', { body: formData(applicant) as unknown as ProfessionalIn }))

export const changeMe = (body: MeIn): Promise<User> => take(api.PATCH('/api/me', { body }))

export const changePassword = (current_password: string, new_password: string): Promise<unknown> =>
  take(api.POST('/api/me/password', { body: { current_password, new_password } }))

/** Every task there is to do: the catalogue is small. */
export const allTasks = (): Promise<Page<Task>> =>
  take(api.GET('/api/tasks', { params: { query: { sort: 'name', per_page: 100 } } }))

export const readProfessional = (professional_id: number): Promise<Professional> =>
  take(api.GET('/api/professionals/{professional_id}', { params: { path: { professional_id } } }))

export const reviewsOf = (
  professional_id: number,
  query: { rating?: number; sort: ReviewSort; page: number },
): Promise<Page<Review>> =>
  take(
    api.GET('/api/professionals/{professional_id}/reviews', {
      params: { path: { professional_id }, query: { ...query, per_page: 10 } },
    }),
  )
