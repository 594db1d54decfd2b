import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import DeliveriesPage from '@/features/notifications/pages/DeliveriesPage.vue'
import { notificationRoutes } from '@/features/notifications/routes'
import { answer, json, type Call } from '@/testing/api'
import { asked } from '@/ui/confirm'
import { toasts } from '@/ui/toasts'

const user = { id: 2, username: 'carl', firstname: 'Carl', lastname: 'Mathew', email: 'carl@example.com' }
const one = (id: number, status: string, more = {}) => ({
  ...{ id, status, user, kind: 'booking_booked', channel: 'mail', subject: '', about: {}, attempts: 1 },
  ...{ last_error: '550 no such user', created_at: '2026-11-23T12:00:00Z', next_try_at: null, sent_at: null },
  ...more,
})

let page: VueWrapper
let calls: Call[]
async function open(query: string, items: object[], total = items.length) {
  const routes = [...notificationRoutes, { path: '/:rest(.*)*', component: { template: '<i></i>' } }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(`/admin/deliveries${query}`)
  calls = answer({
    'GET /api/deliveries': { items, total, page: 1, per_page: 20, next: null },
    'GET /api/users/2': user,
    'POST /api/deliveries/retry': { retried: total },
    'POST /api/deliveries/7/retry': json(one(7, 'pending')),
  })
  page = mount(DeliveriesPage, {
    attachTo: document.body,
    global: { plugins: [createPinia(), PiniaColada, router] },
  })
  await flushPromises()
}
const button = (name: RegExp) => page.findAll('button').find((found) => name.test(found.text()))
const press = async (name: RegExp) => {
  await button(name)?.trigger('click')
  await flushPromises()
}
const sent = () => calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body])

beforeEach(() => {
  asked.value = undefined
  toasts.length = 0
})
afterEach(() => page.unmount())

test('a reason stands in words, the answer word for word where one asks for it', async () => {
  await open('', [one(7, 'failed')])
  const told = page.get('td span.text-danger').text()
  expect(told).toContain('The mail server does not know this address.')
  expect(told).not.toContain('550')
  expect(page.get('details').text()).toContain('550 no such user')
})

test('one that failed goes again without a question, one in doubt only after it', async () => {
  await open('', [one(7, 'failed')])
  await press(/^Send again$/)
  expect(sent()).toEqual([['/api/deliveries/7/retry', '']])
  page.unmount()
  await open('', [one(7, 'unknown', { channel: 'sms' })])
  await press(/^Send again$/)
  expect(sent()).toEqual([])
  asked.value?.answer(false)
  await flushPromises()
  expect(sent()).toEqual([])
})

test('all of a filter go again after one question that says how many', async () => {
  await open('?status=failed&kind=booking_booked', [one(7, 'failed')], 230)
  await press(/^Send all 230 again$/)
  expect(asked.value?.title).toBe('Send 230 notices again?')
  expect(sent()).toEqual([])
  asked.value?.answer('')
  await flushPromises()
  expect(sent()).toEqual([['/api/deliveries/retry', { status: 'failed', kind: 'booking_booked' }]])
  expect(toasts.map(({ text }) => text)).toEqual(['230 notices on their way again.'])
})

test.each(['', '?status=sent', '?status=failed&user_id=2'])(
  'all at once is not offered for what it would not fit: %s',
  async (query) => {
    await open(query, [one(7, 'failed')])
    expect(button(/^Send all|^Send 1/)).toBeUndefined()
  },
)

test('a person in the address is named in the filter', async () => {
  await open('?user_id=2', [one(7, 'failed')])
  expect((page.get('[name=person]').element as HTMLInputElement).value).toBe('Carl Mathew (carl)')
})

test('nothing failed is good news', async () => {
  await open('?status=failed', [])
  expect(page.text()).toContain('All is well')
})
