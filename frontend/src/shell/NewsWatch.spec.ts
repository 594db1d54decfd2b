import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import { forgetAnswers } from '@/api/answers'
import { api, take } from '@/api/client'
import { useLoad } from '@/api/load'
import { badges, shortly, touched } from '@/session/news'
import NewsWatch from '@/shell/NewsWatch.vue'
import { answer, type Call } from '@/testing/api'
import { mountApp, type Mounted } from '@/testing/mount'
import { title } from '@/ui/title'

const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)
const inbox = (n: number, mark = String(n)) => ({ notices: 1, mark, inbox: n, schedule: 0 })
let mounted: Mounted | undefined

/** A page with a list of bookings on it, and the watch beside it. */
const Page = defineComponent(() => {
  const list = useLoad(
    () => ['bookings'],
    () => take(api.GET('/api/bookings')),
  )
  const tasks = useLoad(
    () => ['tasks'],
    () => take(api.GET('/api/tasks')),
  )
  return () => [h(NewsWatch), h('i', String(list.loading.value || tasks.loading.value))]
})

let news: object = inbox(1)
async function open(): Promise<Call[]> {
  const calls = answer({
    'GET /api/badges': () => news,
    'GET /api/bookings': { items: [] },
    'GET /api/tasks': { items: [] },
    'POST /api/notifications/read': {},
    'POST /api/logout': {},
  })
  mounted = await mountApp(Page)
  await flushPromises()
  return calls
}
const asked = (calls: Call[], path: string) => calls.filter((call) => call.path === path).length

beforeEach(() => {
  forgetAnswers()
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
  news = inbox(1)
})
afterEach(() => {
  mounted?.wrapper.unmount()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('asks every ten seconds, and lists again only what changed', async () => {
  const calls = await open()
  expect([asked(calls, '/api/badges'), asked(calls, '/api/bookings')]).toEqual([1, 1])
  await seconds(30.5)
  expect([asked(calls, '/api/badges'), asked(calls, '/api/bookings')]).toEqual([4, 1])
  news = inbox(2)
  await seconds(10)
  expect([asked(calls, '/api/bookings'), asked(calls, '/api/tasks')]).toEqual([2, 1])
})

test('the tab says how much waits, and stops saying so when nobody is signed in', async () => {
  title.value = 'Inbox'
  news = inbox(3)
  await open()
  await nextTick()
  expect(document.title).toBe('(3) Inbox · Dastak')
  mounted?.wrapper.unmount()
  expect(document.title).toBe('Inbox · Dastak')
  expect(badges.value).toBeUndefined()
})

test('what was done here is asked about at once', async () => {
  const calls = await open()
  await take(api.POST('/api/logout'))
  await seconds(1)
  expect(asked(calls, '/api/badges')).toBe(2)
})

test('who slept for long finds everything asked for again', async () => {
  const calls = await open()
  vi.setSystemTime(Date.now() + 3_600_000)
  await seconds(10.5)
  expect([asked(calls, '/api/bookings'), asked(calls, '/api/tasks')]).toEqual([2, 2])
})

test('what one looks at is read', async () => {
  const calls = await open()
  news = { notices: 2, mark: '2', exports: 1, approvals: 0, deliveries: 0 }
  await mounted?.router.push('/admin/exports')
  await seconds(10.5)
  expect(calls.find((call) => call.method === 'POST')?.body).toEqual({ about: 'export' })
})

test('each change touches its own lists', () => {
  const admin = { notices: 1, mark: '9', approvals: 0, exports: 0, deliveries: 0 }
  expect(touched({ ...admin, approvals: 1 }, admin)).toEqual(['users', 'stats'])
  expect(touched({ ...admin, deliveries: 1 }, admin)).toEqual(['deliveries', 'jobs', 'stats'])
  expect(touched({ ...admin, mark: '10' }, admin)).toEqual(['bookings', 'stats'])
  expect(touched({ ...admin, notices: 2 }, admin)).toContain('notices')
  expect([shortly(99), shortly(100)]).toEqual(['99', '99+'])
})
