import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import TroubleBar from '@/features/notifications/components/TroubleBar.vue'
import { answer } from '@/testing/api'
import { mountApp } from '@/testing/mount'

const fine = { items: [], planner_seen_at: '2026-11-23T12:00:00Z', planner_silent: false }
let bar: VueWrapper
let now: object

async function open(state: object) {
  now = { ...fine, failed_deliveries: 0, unknown_deliveries: 0, ...state }
  const calls = answer({ 'GET /api/jobs': () => now })
  bar = (await mountApp(TroubleBar, {}, '/admin')).wrapper
  await flushPromises()
  return calls
}
async function minute(state: object) {
  now = { ...fine, failed_deliveries: 0, unknown_deliveries: 0, ...state }
  await vi.advanceTimersByTimeAsync(60_000)
}
const hide = () => bar.get('button').trigger('click')

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  bar.unmount()
  vi.useRealTimers()
})

test('nothing is said while everything works, and it is asked every minute', async () => {
  const calls = await open({})
  expect(bar.find('aside').exists()).toBe(false)
  await vi.advanceTimersByTimeAsync(59_000)
  expect(calls).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(calls).toHaveLength(2)
})

test('a silent scheduler is told with the time it was last seen, and cannot be dismissed', async () => {
  await open({ planner_silent: true })
  expect(bar.get('[role=alert]').text()).toContain('5:30\u00a0pm')
  expect(bar.find('button').exists()).toBe(false)
  await minute({})
  expect(bar.find('aside').exists()).toBe(false)
})

test('failed deliveries lead to their list', async () => {
  await open({ failed_deliveries: 3 })
  expect(bar.text()).toContain('3 deliveries failed')
  expect(bar.get('a').attributes('href')).toBe('/admin/deliveries?status=failed')
})

test('dismissed, they come back once their number grows, after a reload too', async () => {
  await open({ failed_deliveries: 3 })
  await hide()
  expect(bar.find('aside').exists()).toBe(false)
  bar.unmount()
  await open({ failed_deliveries: 3 })
  expect(bar.find('aside').exists()).toBe(false)
  await minute({ failed_deliveries: 4 })
  expect(bar.text()).toContain('4 deliveries failed')
})

test('what was put right is forgotten: the next one is told again', async () => {
  await open({ unknown_deliveries: 2 })
  await hide()
  await minute({ unknown_deliveries: 0 })
  await minute({ unknown_deliveries: 1 })
  expect(bar.text()).toContain('1 delivery')
})
