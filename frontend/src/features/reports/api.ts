/** What the screens about monthly reports ask of the API. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Report = Schemas['ReportOut']
export type ReportLine = Schemas['ReportLine']
export type ReportSummary = Schemas['ReportSummary']

export const listReports = async (): Promise<ReportSummary[]> => (await take(api.GET('/api/reports'))).items

/** `period` is a month, YYYY-MM. */
export const readReport = (period: string): Promise<Report> =>
  take(api.GET('/api/reports/{period}', { params: { path: { period } } }))
