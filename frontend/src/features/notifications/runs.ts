/** Runs of jobs in words. */
import { maybeT, t } from '@/i18n'
import { date, monthYear } from '@/i18n/format'
import type { Job } from '@/features/notifications/work'

type Run = NonNullable<Job['last_run']>

/** The month or evening that a run was about; other periods are only its own moment. */
export function periodText(period: string): string {
  if (/^\d{4}-\d{2}$/.test(period)) return monthYear(`${period}-15T12:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(period) ? date(`${period}T12:00:00Z`) : ''
}

/** It failed, or failed once and waits for another attempt. */
export const brokeOff = ({ status, attempts }: Run) =>
  status === 'failed' || (status === 'planned' && attempts > 0)

/** What came of it: how many were told, or what went wrong. */
export function resultText(run: Run): string {
  if (brokeOff(run)) return t(run.status === 'failed' ? 'jobs.result.failed' : 'jobs.result.again')
  if (run.status === 'skipped') return t('jobs.result.missed')
  if (run.status !== 'done' || !run.detail) return ''
  const [what = '', n = '0'] = run.detail.split(': ')
  return maybeT(`jobs.result.${what}`, { n: Number.parseInt(n, 10) || 0 }) ?? run.detail
}
