/** Money, dates and numbers as people in India write them; always in the business's zone. */
import { locale, t } from '@/i18n'

export const ZONE = 'Asia/Kolkata'

// Latin digits in both languages, as on Indian price tags and calendars.
const tag = () => `${locale.value}-IN-u-nu-latn`

/** Making a formatter costs far more than using it, and a page of cards uses each a dozen times. */
const kept = new Map<string, unknown>()
function keep<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make())
  return kept.get(key) as T
}

/** A number in a form of its own. */
export const figures = (options: Intl.NumberFormatOptions) =>
  keep(`${tag()} number ${JSON.stringify(options)}`, () => new Intl.NumberFormat(tag(), options))

/** 1234567.5 → 12,34,567.5. By hand: the first page has no time to wait for Intl's number formats (decision 0012). */
function grouped(digits: string): string {
  const [whole = '', rest] = digits.split('.')
  const lakhs = whole.replace(/\B(?=(\d\d)+\d$)/g, ',')
  return rest ? `${lakhs}.${rest}` : lakhs
}

/** ₹2,499 or ₹2,499.50: paise only where there are any. */
export function money(rupees: number): string {
  const amount = grouped(Math.abs(rupees).toFixed(Number.isInteger(rupees) ? 0 : 2))
  return `${rupees < 0 ? '-' : ''}₹${amount}`
}

export const number = (value: number) => figures({}).format(value)
/** 4.35 → 4.4 */
export const decimal = (value: number) => grouped((Math.round(value * 10) / 10).toFixed(1))

/** Noon of a calendar day in India, so that no zone moves it to another. */
export const noon = (day: string) => new Date(`${day}T06:30:00Z`)

type Options = Intl.DateTimeFormatOptions
/** The calendar in a form of its own. */
export const calendar = (options: Options) =>
  keep(
    `${tag()} date ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(tag(), { timeZone: ZONE, ...options }),
  )
const format = (when: string | Date, options: Options) => calendar(options).format(new Date(when))

const yearOf = (when: string | Date) => isoDay(when).slice(0, 4)
const sameYear = (when: string | Date) => yearOf(when) === yearOf(new Date())

const dayOptions = (when: string | Date): Options => ({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  ...(sameYear(when) ? {} : { year: 'numeric' }),
})

/** Tue, 24 Nov (with the year where it is not this one). */
export const day = (when: string | Date) => format(when, dayOptions(when))
/** 7:00 pm */
export const time = (when: string | Date) =>
  // Never broken between the figures and am or pm.
  format(when, { hour: 'numeric', minute: '2-digit' }).replace(/\s/, '\u00a0')
/** Tue, 24 Nov, 7:00 pm */
export const dateTime = (when: string | Date) => `${day(when)}, ${time(when)}`
/** 24 Nov 2026 */
export const date = (when: string | Date) => format(when, { day: 'numeric', month: 'short', year: 'numeric' })
/** November 2026 */
export const monthYear = (when: string | Date) => format(when, { month: 'long', year: 'numeric' })
/** Nov */
export const month = (when: string | Date) => format(when, { month: 'short' })

/** 240 → 4 h, 90 → 1 h 30 min */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (!hours) return t('time.minutes', { n: rest })
  return rest ? t('time.hours_minutes', { h: hours, m: rest }) : t('time.hours', { n: hours })
}

/** "5 minutes ago", "in 3 days" */
export function ago(when: string | Date): string {
  const seconds = (new Date(when).getTime() - Date.now()) / 1000
  const relative = new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' })
  if (Math.abs(seconds) < 60) return relative.format(0, 'minute')
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute')
  if (Math.abs(seconds) < 86_400) return relative.format(Math.round(seconds / 3600), 'hour')
  return relative.format(Math.round(seconds / 86_400), 'day')
}

/** Ms by which India is ahead of UTC, all year round. Intl needs longer for its first day than a page for its figures. */
const AHEAD = 330 * 60_000
const there = (when: string | Date) => new Date(new Date(when).getTime() + AHEAD)

/** The calendar day (YYYY-MM-DD) of a moment in the business's zone. */
export const isoDay = (when: string | Date) => there(when).toISOString().slice(0, 10)

/** The hour (0–23) of a moment in the business's zone. */
export const hourOf = (when: string | Date) => there(when).getUTCHours()
