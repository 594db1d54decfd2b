/** What a customer says about a visit. */
import type { Booking, User } from '@/api/types'
import type { TextKey } from '@/i18n'
import { dateTime } from '@/i18n/format'
import { moment, open, whenOf, type When } from '@/features/bookings/when'

export interface VisitValues extends When {
  address: string
  pincode: string
  remarks: string
}

export const visitFor = (user: User | undefined): VisitValues => ({
  day: '',
  hour: '',
  address: user?.address ?? '',
  pincode: user?.pincode ?? '',
  remarks: '',
})

export const visitOf = (booking: Booking): VisitValues => ({
  ...whenOf(booking.scheduled_for),
  address: booking.address ?? '',
  pincode: booking.pincode,
  remarks: booking.remarks,
})

/** What a draft of some time ago still says: a moment that has passed meanwhile is not chosen any more. */
export function still<T extends When>(draft: T, now: Date): T {
  const lasts = draft.hour === '' ? open(draft.day, 23, now) : open(draft.day, draft.hour, now)
  return lasts ? draft : { ...draft, day: '', hour: '' }
}

const names = ['day', 'hour', 'address', 'pincode', 'remarks'] as const

/** The fields that are no longer as they were. */
export const changesOf = (values: VisitValues, before: VisitValues): Partial<VisitValues> =>
  Object.fromEntries(
    names.filter((name) => values[name] !== before[name]).map((name) => [name, values[name]]),
  )

export interface Difference {
  label: TextKey
  now: string
}

/**
 * Somebody else changed the booking: fields not touched here follow, what was typed stays. Gives what the booking
 * says now wherever it was changed.
 */
export function rebase(values: VisitValues, before: VisitValues, now: VisitValues): Difference[] {
  const typed = changesOf(values, before)
  const theirs = changesOf(now, before)
  const whenTyped = 'day' in typed || 'hour' in typed
  for (const name of names) {
    const touched = name === 'day' || name === 'hour' ? whenTyped : name in typed
    if (!touched) Object.assign(values, { [name]: now[name] })
  }
  const found: Difference[] = []
  if ('day' in theirs || 'hour' in theirs) found.push({ label: 'booking.when', now: dateTime(moment(now)) })
  for (const name of ['address', 'pincode', 'remarks'] as const)
    if (name in theirs) found.push({ label: `fields.${name}`, now: now[name] })
  return found
}
