/** Days and hours to choose from, in the business's zone. */
import { hourOf, isoDay } from '@/i18n/format'

const DAY = 86_400_000
/** India knows no summer time, so the zone's offset never changes. */
const OFFSET = '+05:30'
export const DAYS_AHEAD = 90

export interface When {
  /** YYYY-MM-DD, empty while none is chosen. */
  day: string
  /** 0–23, with a fraction where somebody booked between the hours (10.5: half past ten); empty while none is chosen. */
  hour: number | ''
}

const hours = {
  early: [0, 1, 2, 3, 4, 5, 6, 7],
  morning: [8, 9, 10, 11],
  afternoon: [12, 13, 14, 15],
  evening: [16, 17, 18, 19],
  late: [20, 21, 22, 23],
}
export type PartOfDay = keyof typeof hours
const parts = Object.keys(hours) as PartOfDay[]
const unusual = (part: PartOfDay) => part === 'early' || part === 'late'

export const dayFrom = (now: Date, days: number) => isoDay(new Date(now.getTime() + days * DAY))

/** A moment as the API wants it. */
export function moment({ day, hour }: When): string {
  const [whole, minutes] = [Math.floor(Number(hour)), Math.round((Number(hour) % 1) * 60)]
  return `${day}T${two(whole)}:${two(minutes)}:00${OFFSET}`
}
const two = (digits: number) => String(digits).padStart(2, '0')

export const whenOf = (scheduled: string): When => ({
  day: isoDay(scheduled),
  hour: hourOf(scheduled) + ((new Date(scheduled).getUTCMinutes() + 30) % 60) / 60,
})

/** Whether the hour has not begun yet and is at most 90 days ahead; any hour while no day is chosen. */
export function open(day: string, hour: number, now: Date): boolean {
  if (day === '') return true
  const ahead = new Date(moment({ day, hour })).getTime() - now.getTime()
  return ahead > 0 && ahead <= DAYS_AHEAD * DAY
}

/** What was booked between the hours stands among them. */
const withKept = (list: number[], kept: number | '') =>
  kept !== '' && kept % 1 && list.includes(Math.floor(kept)) ? [...list, kept].sort((a, b) => a - b) : list

export interface HoursOnOffer {
  parts: [PartOfDay, number[]][]
  /** Night hours are there too, but not shown unless they are asked for. */
  more: boolean
}

/**
 * The hours of a day that can be had, by its parts. Early and late ones only where they are asked for (`all`), or
 * nothing else is left, or the one that is `kept` lies there.
 */
export function hoursOf(day: string, now: Date, kept: number | '', all: boolean): HoursOnOffer {
  const found = parts
    .map((part): [PartOfDay, number[]] => [
      part,
      withKept(hours[part], kept).filter((hour) => open(day, hour, now) || hour === kept),
    ])
    .filter(([, list]) => list.length)
  const usual = found.filter(([part, list]) => !unusual(part) || (kept !== '' && list.includes(kept)))
  const enough = usual.length && !all
  return { parts: enough ? usual : found, more: Boolean(enough) && usual.length < found.length }
}

/** The next seven days that still have an hour to offer. */
export function nextDays(now: Date): string[] {
  const first = open(isoDay(now), 23, now) ? 0 : 1
  return Array.from({ length: 7 }, (_, index) => dayFrom(now, first + index))
}
