/** The audit log's entries in words. */
import { maybeT } from '@/i18n'
import type { AuditEntry } from '@/features/accounts/users'

const pages: Record<string, (id: number) => string> = {
  user: (id) => `/admin/users/${id}`,
  booking: (id) => `/bookings/${id}`,
  task: (id) => `/tasks/${id}`,
}

export const linkOf = ({ subject_kind, subject_id }: AuditEntry): string | undefined =>
  pages[subject_kind]?.(subject_id)

/** A change shows what was and what is. */
function word(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => word(name, one)).join(' → ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export const detailsText = (details: Record<string, unknown>): string =>
  Object.entries(details)
    .map(([name, value]) => `${maybeT(`audit.field.${name}`) ?? name}: ${word(name, value)}`)
    .join(', ')
