/** What the admin asks of the API about deliveries and jobs. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'
import type { Page } from '@/api/types'

type Schemas = components['schemas']
export type Delivery = Schemas['DeliveryOut']
export type DeliveryStatus = Schemas['DeliveryStatus']
export type Job = Schemas['JobOut']
export type Jobs = Schemas['JobsOut']

/** `user_id` as the address holds it. */
export const emptyFilters = { status: '', channel: '', kind: '', user_id: '', sort: '-id' }
export const listDeliveries = (filters: typeof emptyFilters, page: number): Promise<Page<Delivery>> => {
  const query = { ...filters, page } as unknown as Partial<Schemas['DeliveryQuery']>
  return take(api.GET('/api/deliveries', { params: { query } }))
}

export const retryDelivery = (delivery_id: number): Promise<Delivery> =>
  take(api.POST('/api/deliveries/{delivery_id}/retry', { params: { path: { delivery_id } } }))

/** Which deliveries to send once more; what is empty does not narrow. */
export interface Retry {
  status: 'failed' | 'unknown'
  kind?: string
  channel?: string
}

export const retryAll = async (wanted: Retry): Promise<number> => {
  const body = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value))
  return (await take(api.POST('/api/deliveries/retry', { body: body as Schemas['RetryIn'] }))).retried
}

export const listJobs = (): Promise<Jobs> => take(api.GET('/api/jobs'))

export const runJob = (name: string, period?: string): Promise<unknown> =>
  take(api.POST('/api/jobs/{name}', { params: { path: { name } }, body: period ? { period } : {} }))
