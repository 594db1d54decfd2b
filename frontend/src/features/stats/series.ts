/** A period's figures as a chart takes them: how its steps are called, and what stands in them. */
import { t } from '@/i18n'
import { dayMonth, daySpan, monthLong, monthShort, wholeDay } from '@/i18n/spans'
import type { PeriodStats } from '@/features/stats/api'
import type { Label, Series } from '@/ui/charts/plot'

type Step = PeriodStats['series'][number]
export type Measure = 'bookings' | 'closed' | 'cancelled' | 'expired' | 'closed_value'

const LABELS: Record<PeriodStats['step'], (one: Step) => Label> = {
  day: ({ from }) => ({ short: dayMonth(from), long: wholeDay(from) }),
  week: ({ from, to }) => ({ short: dayMonth(from), long: from === to ? wholeDay(from) : daySpan(from, to) }),
  month: ({ from }) => ({ short: monthShort(from), long: monthLong(from) }),
}

export const labelsOf = ({ step, series }: PeriodStats): Label[] => series.map(LABELS[step])
export const unitOf = ({ step }: PeriodStats) => t(`stats.step.${step}`)
export const valuesOf = ({ series }: PeriodStats, measure: Measure) => series.map((one) => one[measure])

/** What ended in each step stands as bars, what began runs over them as a line. */
export function happened(stats: PeriodStats, begun: string): Series[] {
  const bar = (name: 'closed' | 'cancelled' | 'expired', pattern?: Series['pattern']): Series => ({
    name,
    label: t(`status.${name}`),
    colour: `fill-${name}`,
    values: valuesOf(stats, name),
    shape: 'bar',
    pattern,
  })
  return [
    bar('closed'),
    bar('cancelled', 'stripes'),
    bar('expired', 'dots'),
    { name: 'bookings', label: begun, colour: 'peacock', values: valuesOf(stats, 'bookings'), shape: 'line' },
  ]
}

/** Whether anything at all happened in the period. */
export const anything = ({ totals }: Pick<PeriodStats, 'totals'>) =>
  totals.bookings + totals.closed + totals.cancelled + totals.expired > 0
