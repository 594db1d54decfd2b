/** What the screens about exports ask of the API. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'
import type { Page } from '@/api/types'

type Schemas = components['schemas']
export type Export = Schemas['ExportOut']
export type ExportIn = Schemas['ExportIn']
export type ExportFilters = Schemas['ExportFilters']

const at = (export_id: number) => ({ params: { path: { export_id } } })

export const emptyFilters = { status: '', kind: '', sort: '-id' }
export const listExports = (filters: typeof emptyFilters, page: number): Promise<Page<Export>> => {
  const query = { ...filters, page } as Partial<Schemas['ExportQuery']>
  return take(api.GET('/api/exports', { params: { query } }))
}

export const readExport = (id: number): Promise<Export> => take(api.GET('/api/exports/{export_id}', at(id)))

export const askExport = (body: ExportIn): Promise<Export> => take(api.POST('/api/exports', { body }))

export const cancelExport = (id: number): Promise<Export> =>
  take(api.POST('/api/exports/{export_id}/moves', { ...at(id), body: { action: 'cancel' } }))

/** Where a finished export's file is. */
export const fileOf = (id: number) => `/api/exports/${id}/file`

export const underWay = ({ status }: Export) => status === 'queued' || status === 'running'
