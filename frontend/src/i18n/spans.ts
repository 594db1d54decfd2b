/** Days, weeks and months of a period, and figures short enough for an axis. */
import { calendar, decimal, figures, money, noon } from '@/i18n/format'

/** 3 Nov */
export const dayMonth = (day: string) => calendar({ day: 'numeric', month: 'short' }).format(noon(day))
/** Tue, 3 Nov 2026 */
export const wholeDay = (day: string) =>
  calendar({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(noon(day))
/** Nov, or Jan 2027 where a year begins */
export const monthShort = (day: string) =>
  calendar({ month: 'short', ...(day.slice(5, 7) === '01' ? { year: '2-digit' } : {}) }).format(noon(day))
/** November 2026 */
export const monthLong = (day: string) => calendar({ month: 'long', year: 'numeric' }).format(noon(day))
/** 28 Dec 2026 – 3 Jan 2027; what both ends share is said once */
export const daySpan = (from: string, to: string) =>
  calendar({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(noon(from), noon(to))

const SHORT: Intl.NumberFormatOptions = { notation: 'compact', maximumFractionDigits: 1 }
/** 1.2L, in Hindi 1.2 लाख */
export const compact = (value: number) => figures(SHORT).format(value)
/** ₹1.2L */
export const compactMoney = (rupees: number) =>
  figures({ ...SHORT, style: 'currency', currency: 'INR', minimumFractionDigits: 0 }).format(rupees)
/** In full as long as a tile has room for it: from a crore on ₹1.2Cr. */
export const tileMoney = (rupees: number) => (rupees < 1e7 ? money(rupees) : compactMoney(rupees))

/** +12%; nothing to say where there was nothing before. */
export const change = (now: number, before: number) =>
  before
    ? figures({ style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(
        (now - before) / before,
      )
    : undefined
/** +0.2 */
export const difference = (now: number | null, before: number | null) =>
  now === null || before === null
    ? undefined
    : figures({ signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
        now - before,
      )
/** 4.6 ★, or a dash */
export const stars = (mean: number | null) => (mean === null ? '—' : `${decimal(mean)} ★`)
