/** Days and hours to choose from, in the business's zone. */
import { hourOf, isoDay } from '@/i18n/format'

const DAY = 86_400_000
/** India knows no summer time, so the zone's offset never changes. */
const OFFSET = '+05:30'
export const DAYS_AHEAD = 90

export interface When {
  /** YYYY-MM-DD, empty while none is chosen. */
  day: string
  /** 0–23, empty while none is chosen. */
  hour: number | ''
}

const hours = { morning: [8, 9, 10, 11], afternoon: [12, 13, 14, 15], evening: [16, 17, 18, 19] }
export type PartOfDay = keyof typeof hours

export const dayFrom = (now: Date, days: number) => isoDay(new Date(now.getTime() + days * DAY))

/** A moment as the API wants it. */
export const moment = ({ day, hour }: When) => `${day}T${String(hour).padStart(2, '0')}:00:00${OFFSET}`

/** Noon of a day: safe to format in any zone near ours. */
export const noon = (day: string) => `${day}T12:00:00${OFFSET}`

export const whenOf = (scheduled: string): When => ({ day: isoDay(scheduled), hour: hourOf(scheduled) })

/** The hours of each part of the day; an hour outside the usual ones joins the nearest part. */
export function partsOfDay(kept: number | ''): [PartOfDay, number[]][] {
  const parts = (Object.keys(hours) as PartOfDay[]).map((part): [PartOfDay, number[]] => [
    part,
    [...hours[part]],
  ])
  if (kept === '' || (kept >= 8 && kept <= 19)) return parts
  const list = parts[kept < 8 ? 0 : 2]?.[1]
  list?.push(kept)
  list?.sort((a, b) => a - b)
  return parts
}

/** Whether the hour has already begun. */
export const gone = (day: string, hour: number, now: Date) =>
  day !== '' && new Date(moment({ day, hour })).getTime() <= now.getTime()

/** The next seven days that still have an hour to offer. */
export function nextDays(now: Date): string[] {
  const first = gone(isoDay(now), 19, now) ? 1 : 0
  return Array.from({ length: 7 }, (_, index) => dayFrom(now, first + index))
}
