/** What an admin wishes to export, as it is typed and as the API wants it. */
import type { ExportFilters, ExportIn } from '@/features/exports/api'

export interface Wish {
  kind: 'closed_bookings' | 'everything'
  from: string
  to: string
  closed_by: string
  task_id: string
  professional_id: string
}

export const blankWish = (): Wish => ({
  kind: 'closed_bookings',
  from: '',
  to: '',
  closed_by: '',
  task_id: '',
  professional_id: '',
})

/** Only closed bookings can be narrowed; what was left empty narrows nothing. */
export function wishOf({ kind, task_id, professional_id, ...wish }: Wish): ExportIn {
  if (kind === 'everything') return { kind, filters: {} }
  const ids = { task_id: Number(task_id), professional_id: Number(professional_id) }
  const given = Object.entries({ ...wish, ...ids }).filter(([, value]) => value)
  return { kind, filters: Object.fromEntries(given) as ExportFilters }
}
