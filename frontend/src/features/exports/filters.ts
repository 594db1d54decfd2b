/** An export's filters in words. */
import { maybeT, t } from '@/i18n'
import { date } from '@/i18n/format'

type Filters = Record<string, unknown>

/** What tasks and professionals are called, by id; those not known are named by their number. */
export interface Names {
  task: (id: string) => string | undefined
  professional: (id: string) => string | undefined
}

const words: Record<string, (value: string, names: Names) => string> = {
  from: (value) => t('exports.from_day', { day: date(value) }),
  to: (value) => t('exports.to_day', { day: date(value) }),
  closed_by: (value) => t('exports.closed_by_role', { role: maybeT(`roles.${value}`) ?? value }),
  task_id: (value, { task }) => task(value) ?? t('exports.of_task', { id: value }),
  professional_id: (value, { professional }) =>
    professional(value) ?? t('exports.of_professional', { id: value }),
}

export const filterText = (filters: Filters, names: Names): string =>
  Object.entries(filters)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => words[name]?.(String(value), names) ?? '')
    .filter(Boolean)
    .join(', ')
