/** Months of the calendar (YYYY-MM): their names, and which comes before and after. */
import { monthYear } from '@/i18n/format'
import type { ReportSummary } from '@/features/reports/api'

// The middle of a month is in that month in every zone.
export const monthName = (period: string) => monthYear(`${period}-15T12:00:00Z`)

export interface Neighbours {
  before?: string
  after?: string
}

/** The nearest months with activity around `period`, which need not have any itself; `months` come newest first. */
export function neighbours(months: Pick<ReportSummary, 'period'>[], period: string): Neighbours {
  const periods = months.map((one) => one.period)
  return {
    before: periods.find((one) => one < period),
    after: periods.findLast((one) => one > period),
  }
}

/** The months by year, in the order they came in. */
export function byYear<T extends { period: string }>(months: T[]): [string, T[]][] {
  const years = new Map<string, T[]>()
  for (const one of months) {
    const year = one.period.slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), one])
  }
  return [...years]
}
