/** What the screens with figures ask of the API. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'

export type BusinessStats = components['schemas']['AdminStats']
export type OwnStats = components['schemas']['ProfessionalStats']

// The API answers each role with figures of its own; the route says which role asks.
const read = <T>(): Promise<T> => take(api.GET('/api/stats')) as Promise<T>

export const readBusiness = () => read<BusinessStats>()
export const readOwn = () => read<OwnStats>()
