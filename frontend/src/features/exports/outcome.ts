/** What became of an export, in words: how long it can be had, or what went wrong. */
import { t } from '@/i18n'
import { dateTime } from '@/i18n/format'
import type { Export } from '@/features/exports/api'

export function outcomeText({ status, error, file_name, expires_at }: Export): string {
  if (status === 'failed') return t('exports.failed_text')
  if (status === 'queued' && error) return t('exports.again_text')
  if (status !== 'done') return ''
  if (!file_name) return t('exports.gone')
  return expires_at ? t('exports.until', { when: dateTime(expires_at) }) : ''
}
