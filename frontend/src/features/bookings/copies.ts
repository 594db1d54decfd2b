/** Which bookings the device keeps for the time without a connection, and how much of them. */
import type { Booking, Page } from '@/api/types'
import { isoDay } from '@/i18n/format'
import { copyOf, type Copy } from '@/offline/copies'

export const PLAN = 'plan'
export const UPCOMING = 'upcoming'
export const pageOf = (id: number) => `booking/${id}`

const isToCome = (booking: Booking) => isoDay(booking.scheduled_for) >= isoDay(new Date())

/** A customer's address and phone are a professional's to keep only until the day of the visit is over. */
const onlyToCome = (page: Page<Booking>): Page<Booking> => {
  const items = page.items.filter((one) => one.status === 'assigned' && isToCome(one))
  return { ...page, items, total: items.length, next: null }
}
const onlyFirst = (page: Page<Booking>): Page<Booking> => ({ ...page, total: page.items.length, next: null })

/** Once the day is over nobody's phone stays. */
const withoutPhone = (booking: Booking): Booking =>
  isToCome(booking) || !booking.professional
    ? booking
    : { ...booking, professional: { ...booking.professional, phone: null } }

export const planCopy = copyOf(PLAN, onlyToCome)
export const upcomingCopy = copyOf(UPCOMING, onlyFirst)

/** A booking's page: from the page itself where its customer saw it, else as it stands in a list. */
export function pageCopy(id: number, keeps: boolean): Copy<Booking> {
  const own = copyOf(pageOf(id), withoutPhone)
  return {
    ...own,
    keep: (data) => (keeps ? own.keep(data) : Promise.resolve()),
    recall: async () => {
      const seen = await own.recall()
      const lists = await Promise.all([upcomingCopy.recall(), planCopy.recall()])
      const listed = lists.flatMap((kept) =>
        (kept?.data.items ?? []).filter((one) => one.id === id).map((data) => ({ data, at: kept?.at ?? 0 })),
      )
      return [seen, ...listed].filter((one) => one !== undefined).sort((a, b) => b.at - a.at)[0]
    },
  }
}
