import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { reportRoutes } from '@/features/reports/routes'
import ReportPage from '@/features/reports/pages/ReportPage.vue'
import { answer, problem } from '@/testing/api'

const line = (booking_id: number, price: number, happened: string[], status = 'closed') => ({
  ...{ booking_id, price, happened, status },
  ...{ task_name: `Task ${booking_id}`, scheduled_for: '2026-10-11T07:30:00Z' },
})
const october = {
  ...{ period: '2026-10', so_far: false, booked: 2, closed: 1, cancelled: 1, spent: 899 },
  ...{ name: 'Carl Mathew', email: 'carl@example.com', address: '10, 4th Cross', pincode: '560001' },
  bookings: [line(15, 899, ['booked', 'closed']), line(16, 500, ['booked', 'cancelled'], 'cancelled')],
  by_task: [{ task_name: 'Task 15', closed: 1, spent: 899 }],
}
const months = { items: ['2026-11', '2026-10', '2026-06'].map((period) => ({ period, spent: 1 })) }

let page: VueWrapper
async function open(period: string, report: Response | object) {
  const routes = [...reportRoutes, { path: '/:rest(.*)*', component: { template: '<i></i>' } }]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(`/reports/${period}`)
  const calls = answer({ 'GET /api/reports': months, [`GET /api/reports/${period}`]: report })
  page = mount(ReportPage, {
    attachTo: document.body,
    global: { plugins: [createPinia(), PiniaColada, router] },
  })
  await flushPromises()
  return calls
}
const link = (name: RegExp) => page.findAll('a').find((one) => name.test(one.attributes('aria-label') ?? ''))

afterEach(() => page.unmount())

test('each booking leads to itself, and only what was closed in the month costs something', async () => {
  await open('2026-10', october)
  expect(page.get('a[href="/bookings/15"]').text()).toBe('Task 15')
  const [, cancelled] = page.findAll('li.row')
  expect(cancelled?.text()).toContain('Nothing spent in this month')
  expect(cancelled?.text()).not.toContain('₹500')
  expect(page.text()).toContain('carl@example.com')
})

test('what the money went to stands in a table too', async () => {
  await open('2026-10', october)
  const table = page.get('table')
  expect(table.get('tbody th').text()).toBe('Task 15')
  expect(table.get('td').text()).toBe('₹899')
})

test('earlier and later lead to the nearest months with activity', async () => {
  await open('2026-10', october)
  expect(link(/Earlier/)?.attributes('href')).toBe('/reports/2026-06')
  expect(link(/Later/)?.attributes('href')).toBe('/reports/2026-11')
})

test('a month in which nothing happened says what to do', async () => {
  await open('2026-08', { ...october, period: '2026-08', bookings: [], by_task: [] })
  expect(page.text()).toContain('Nothing happened in this month')
  expect(page.find('a[href="/"]').exists()).toBe(true)
  expect(page.text()).not.toContain('Print')
})

test('a month that is none says so, a failure can be tried again', async () => {
  await open('2027-10', problem(404, 'not_found'))
  expect(page.get('[role=alert]').text()).toContain('Not found')
  page.unmount()
  const calls = await open('2026-10', problem(500, 'internal'))
  const asked = () => calls.filter(({ path }) => path === '/api/reports/2026-10').length
  const before = asked()
  await page.get('[role=alert] button').trigger('click')
  await vi.waitFor(() => expect(asked()).toBe(before + 1))
})
