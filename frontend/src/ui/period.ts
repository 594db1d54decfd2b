/** Periods of whole days in the business's zone: the usual ones by name, and any other by its days. */
import { isoDay } from '@/i18n/format'

export const PRESETS = ['7d', '30d', 'month', 'last_month', '12m'] as const
export type Preset = (typeof PRESETS)[number]

/** Both days included, YYYY-MM-DD; both empty for any time. `preset` is the name it was chosen by. */
export interface Period {
  from: string
  to: string
  preset?: Preset
}

/** As many days as the API takes. */
export const LONGEST = 5 * 366

const DAY = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const iso = (moment: number) => new Date(moment).toISOString().slice(0, 10)
export const shifted = (day: string, days: number) => iso(at(day) + days * DAY)
export const daysIn = ({ from, to }: Period) => Math.round((at(to) - at(from)) / DAY) + 1
const monthStart = (day: string, months = 0) =>
  iso(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1))

const today = () => isoDay(new Date())

/** What a name means today. */
export function periodOf(preset: Preset, day = today()): Period {
  const from: Record<Preset, string> = {
    '7d': shifted(day, -6),
    '30d': shifted(day, -29),
    month: monthStart(day),
    last_month: monthStart(day, -1),
    '12m': monthStart(day, -11),
  }
  return { from: from[preset], to: preset === 'last_month' ? shifted(monthStart(day), -1) : day, preset }
}

export const isPreset = (name: unknown): name is Preset => PRESETS.includes(name as Preset)

const isDay = (day: unknown): day is string =>
  typeof day === 'string' && /^20\d\d-\d\d-\d\d$/.test(day) && !Number.isNaN(at(day)) && iso(at(day)) === day

export type Trouble = 'incomplete' | 'order' | 'long'

/** What is wrong with two days as a period. */
export function troubleOf(from: unknown, to: unknown): Trouble | undefined {
  if (!isDay(from) || !isDay(to)) return 'incomplete'
  if (from > to) return 'order'
  return daysIn({ from, to }) > LONGEST ? 'long' : undefined
}
