/** An export's filters in words. */
import { maybeT, t } from '@/i18n'
import { date } from '@/i18n/format'

type Filters = Record<string, unknown>

const words: Record<string, (value: string) => string> = {
  from: (value) => t('exports.from_day', { day: date(value) }),
  to: (value) => t('exports.to_day', { day: date(value) }),
  closed_by: (value) => t('exports.closed_by_role', { role: maybeT(`roles.${value}`) ?? value }),
  task_id: (value) => t('exports.of_task', { id: value }),
  professional_id: (value) => t('exports.of_professional', { id: value }),
}

export const filterText = (filters: Filters): string =>
  Object.entries(filters)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => words[name]?.(String(value)) ?? '')
    .filter(Boolean)
    .join(', ')
