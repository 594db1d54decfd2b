/** The audit log's entries in words. */
import { maybeT, t, type TextKey } from '@/i18n'
import { money, number } from '@/i18n/format'
import type { AuditEntry } from '@/features/accounts/users'

/** Every action there is, as it stands in the filter: what happens to people first. */
export const actions = [
  ...['approve', 'reject', 'block', 'unblock', 'document', 'review_document'],
  ...['change_password', 'reset_password', 'erase'],
  ...['create_task', 'update_task', 'remove_task'],
  ...['export', 'retry', 'retry_all'],
]
export const kinds = ['user', 'task', 'export', 'delivery'] as const

const pages: Record<string, (id: number) => string> = {
  user: (id) => `/admin/users/${id}`,
  booking: (id) => `/bookings/${id}`,
  task: (id) => `/tasks/${id}`,
  export: () => '/admin/exports',
  delivery: () => '/admin/deliveries',
}

const named = ['user', 'booking', 'task']

/** What is gone has no name and no page. */
export const linkOf = ({ subject_kind, subject_id, subject_name }: AuditEntry): string | undefined =>
  named.includes(subject_kind) && !subject_name ? undefined : pages[subject_kind]?.(subject_id)

export const actionText = (action: string): string => maybeT(`audit.${action}`) ?? action
const kindText = (kind: string): string => maybeT(`audit.kind.${kind}`) ?? kind

/** Nobody can register under this name: there is no last name. */
const nameText = (name: string): string => (name === 'Erased' ? t('people.erased') : name)

export const actorText = ({ actor_id, actor_name }: AuditEntry): string =>
  actor_name ? nameText(actor_name) : t('audit.numbered', { kind: kindText('user'), n: actor_id ?? '' })

/** People and tasks by their names, a booking by both, everything else by kind and number. */
export function subjectText({ subject_kind, subject_id, subject_name }: AuditEntry): string {
  const numbered = t('audit.numbered', { kind: kindText(subject_kind), n: subject_id || '' }).trim()
  if (!subject_name) return numbered
  return subject_kind === 'booking' ? `${subject_name}, ${numbered}` : nameText(subject_name)
}

const written: Record<string, (value: unknown) => string | undefined> = {
  price: (value) => (typeof value === 'number' ? money(value) : undefined),
  time_required: (value) => (typeof value === 'number' ? number(value) : undefined),
  category: (value) => maybeT(`categories.${String(value)}`),
  status: (value) => maybeT(`status.${String(value)}`),
  closed_by: (value) => maybeT(`roles.${String(value)}`),
  channel: (value) => maybeT(`deliveries.channel.${String(value)}`),
  kind: (value) => maybeT(`exports.kind.${String(value)}`) ?? maybeT(`deliveries.kind.${String(value)}`),
}

/** A change shows what was and what is. */
function word(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => word(name, one)).join(' → ')
  const plain = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return written[name]?.(value) ?? plain
}

export const detailsText = (details: Record<string, unknown>): string =>
  Object.entries(details)
    .map(([name, value]) => `${maybeT(`audit.field.${name}` as TextKey) ?? name}: ${word(name, value)}`)
    .join(', ')
