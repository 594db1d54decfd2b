/** Deliveries in words: what they were about, and what became of them. */
import { maybeT, t } from '@/i18n'
import { date, dateTime, monthYear } from '@/i18n/format'
import { reasonText } from '@/features/notifications/reasons'
import type { Delivery } from '@/features/notifications/work'

export const statuses = ['pending', 'sending', 'sent', 'failed', 'unknown', 'skipped'] as const
export const channels = ['app', 'mail', 'chat', 'sms'] as const

export const kindText = (kind: string) => maybeT(`deliveries.kind.${kind}`) ?? kind.replaceAll('_', ' ')

export const retryable = ({ status }: Pick<Delivery, 'status'>) => status === 'failed' || status === 'unknown'

/** What it was about, in a few words: a task and its date, a month, an evening, a person. */
export function aboutText({ about }: Delivery): string {
  const text = (name: string) => (typeof about[name] === 'string' ? about[name] : '')
  if (text('period')) return monthYear(`${text('period')}-15T12:00:00Z`)
  if (text('date')) return date(`${text('date')}T12:00:00Z`)
  const when = text('scheduled_for') && dateTime(text('scheduled_for'))
  return [text('task_name') || text('name'), when].filter(Boolean).join(', ')
}

/** Where it goes: the mail address, or the channel's name where the API keeps the address to itself. */
export const whereText = ({ channel, user }: Delivery) =>
  channel === 'mail' ? user.email : t(`deliveries.channel.${channel}`)

/** What became of it, and why, in one or two sentences; empty where the badge says it all. */
export function stateText(one: Delivery, now = new Date()): string {
  const reason = one.last_error ? reasonText(one.channel, one.last_error) : ''
  return [reason, state(one, now)].filter(Boolean).join(' ')
}

function state({ status, attempts, next_try_at }: Delivery, now: Date): string {
  if (status === 'sent' || status === 'skipped') return ''
  if (status !== 'pending') return t(`deliveries.state.${status}`)
  if (!next_try_at || new Date(next_try_at) <= now) return t('deliveries.state.soon')
  return t(attempts ? 'deliveries.state.again' : 'deliveries.state.pending', { when: dateTime(next_try_at) })
}
