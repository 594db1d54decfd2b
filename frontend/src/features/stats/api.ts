/** What the screens with figures ask of the API. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type BusinessStats = Schemas['AdminStats']
export type OwnStats = Schemas['ProfessionalStats']
export type CustomerStats = Schemas['CustomerStats']
/** What the figures of every role have in common. */
export type PeriodStats = Pick<BusinessStats, 'from' | 'to' | 'step' | 'series' | 'totals' | 'before'>

export interface Days {
  from: string
  to: string
  preset?: string
}

// The last 30 days are the API's own choice: so the question is the same every day, and the server can send it ahead.
const asked = ({ from, to, preset }: Days) => (preset === '30d' ? {} : { from, to })

// The API answers each role with figures of its own; the route says which role asks.
const read = <T>(days: Days): Promise<T> =>
  take(api.GET('/api/stats', { params: { query: asked(days) } })) as Promise<T>

export const readBusiness = (days: Days) => read<BusinessStats>(days)
export const readOwn = (days: Days) => read<OwnStats>(days)
export const readMine = (days: Days) => read<CustomerStats>(days)
