import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Booking, Page, User } from '@/api/types'
import { pageCopy, planCopy, upcomingCopy } from '@/features/bookings/copies'
import { forget, keepMe } from '@/offline/kept'

const today = (hour: string) => `2026-11-23T${hour}:00+05:30`
const at = (id: number, scheduled_for: string, status = 'assigned') =>
  ({ id, scheduled_for, status, professional: { id: 4, phone: '98' }, customer: { phone: '99' } }) as Booking
const page = (...items: Booking[]): Page<Booking> => ({
  items,
  total: items.length,
  page: 1,
  per_page: 50,
  next: null,
})
const ids = async () => (await planCopy.recall())?.data.items.map((one) => one.id)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(today('08:00')) })
  document.cookie = 'csrf_refresh_token=again'
  await keepMe({ id: 4 } as User)
})
afterEach(async () => {
  await forget()
  vi.useRealTimers()
})

test('of a day plan, what is assigned for today and the coming days stays', async () => {
  await planCopy.keep(
    page(at(1, '2026-11-22T10:00:00+05:30'), at(2, today('07:00')), at(3, '2026-11-25T10:00:00+05:30')),
  )
  expect(await ids()).toEqual([2, 3])
  await planCopy.keep(page(at(2, today('10:00'), 'closed'), at(3, '2026-11-25T10:00:00+05:30')))
  expect(await ids()).toEqual([3])
})

test('once a day is over, its visits are over as well', async () => {
  await planCopy.keep(page(at(2, today('10:00')), at(3, '2026-11-25T10:00:00+05:30')))
  vi.setSystemTime(new Date('2026-11-24T00:01:00+05:30'))
  expect(await ids()).toEqual([3])
})

test('every visit of the plan can be opened, though its page was never seen', async () => {
  await planCopy.keep(page(at(2, today('10:00'))))
  expect((await pageCopy(2, false).recall())?.data.customer.phone).toBe('99')
  expect(await pageCopy(5, false).recall()).toBeUndefined()
})

test('a page seen by a professional is not kept beside the plan', async () => {
  await pageCopy(2, false).keep(at(2, today('10:00')))
  expect(await pageCopy(2, false).recall()).toBeUndefined()
})

test('a page and a list of the same booking: the newer one counts', async () => {
  await pageCopy(2, true).keep(at(2, today('10:00'), 'requested'))
  vi.setSystemTime(new Date(today('09:00')))
  await upcomingCopy.keep(page(at(2, today('10:00'))))
  expect((await pageCopy(2, true).recall())?.data.status).toBe('assigned')
})

test('after the day of the visit a customer keeps the page, and no phone', async () => {
  await pageCopy(2, true).keep(at(2, today('10:00')))
  vi.setSystemTime(new Date('2026-11-24T08:00:00+05:30'))
  expect((await pageCopy(2, true).recall())?.data.professional?.phone).toBeNull()
})
