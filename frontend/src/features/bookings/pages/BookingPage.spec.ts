import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RouterView } from 'vue-router'
import type { User } from '@/api/types'
import BookingPage from '@/features/bookings/pages/BookingPage.vue'
import { useSession } from '@/session/store'
import { answer, problem } from '@/testing/api'
import { mountApp, type Mounted } from '@/testing/mount'
import { asked } from '@/ui/confirm'
import { toasts } from '@/ui/toasts'

const petra = { id: 3, firstname: 'Petra', lastname: 'Nair', compname: 'Petra & Co', exp: 4, rating: null }
const booking = (actions: string[]) => ({
  id: 7,
  version: 1,
  status: 'assigned',
  actions,
  price: 499,
  task: { id: 1, name: 'AC check', category: 'appliances', time_required: 60 },
  customer: { id: 2, firstname: 'Carl', lastname: 'Rao', phone: null },
  professional: petra,
  scheduled_for: '2026-11-25T05:00:00Z',
  ends_at: '2026-11-25T06:00:00Z',
  date_of_request: '2026-11-20T05:00:00Z',
  pincode: '560038',
})

let mounted: Mounted | undefined
beforeEach(() => toasts.splice(0))
afterEach(() => mounted?.wrapper.unmount())

/** Petra at booking 7, which is hers to see until `move` is asked for. */
async function open(action: string, outcome: object = {}) {
  let gone = false
  const theirs = (body: object) => () => (gone ? problem(404, 'not_found') : body)
  const calls = answer({
    'GET /api/bookings/7': theirs(booking([action])),
    'GET /api/bookings/7/history': theirs({ items: [] }),
    'POST /api/bookings/7/moves': () => {
      gone = true
      return outcome
    },
  })
  mounted = await mountApp(RouterView)
  const { router, wrapper } = mounted
  useSession().renew({ role: 'professional', is_active: true } as User)
  router.addRoute({ path: '/bookings/:id', name: 'booking', component: BookingPage })
  await router.push('/bookings/7')
  await flushPromises()
  await wrapper.get('footer button').trigger('click')
  await asked.value?.send?.('My van broke down')
  await flushPromises()
  return { calls, path: router.currentRoute.value.path }
}

test.each([
  ['release', '/schedule', 'Given back.'],
  ['reject', '/inbox', 'Rejected. Others are asked now.'],
])('after %s, leads to %s and asks for the booking no more', async (action, to, words) => {
  const { calls, path } = await open(action, { ...booking([]), status: 'requested' })
  expect(path).toBe(to)
  expect(toasts.map((one) => one.text)).toEqual([words])
  expect(calls.at(-1)?.method).toBe('POST')
})

test('leads away whoever came too late for a booking that is gone', async () => {
  const { path } = await open('accept', problem(409, 'wrong_status'))
  expect(path).toBe('/schedule')
  expect(toasts[0]).toMatchObject({ kind: 'problem' })
})
