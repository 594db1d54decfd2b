import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { User } from '@/api/types'

const petra = { id: 4, role: 'professional', firstname: 'Petra' } as User
const cora = { id: 3, role: 'customer', firstname: 'Cora' } as User
const DAY = 86_400_000

const signedIn = () => (document.cookie = 'csrf_refresh_token=again')
const signedOut = () => (document.cookie = 'csrf_refresh_token=; expires=Thu, 01 Jan 1970 00:00:00 GMT')

/** As after opening the page: what is on the device stays, what was in memory is gone. */
async function openPage() {
  vi.resetModules()
  return import('@/offline/kept')
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
  signedIn()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('who was here and what they saw is known again without the API', async () => {
  const before = await openPage()
  await before.keepMe(petra)
  await before.keep('plan', [1, 2])
  const after = await openPage()
  expect(await after.recallMe()).toEqual(petra)
  expect(await after.recall('plan')).toEqual({ data: [1, 2], at: Date.now() })
})

test('nothing is kept before somebody is known', async () => {
  const { keep, recall } = await openPage()
  await keep('plan', [1])
  expect(await recall('plan')).toBeUndefined()
})

test('leaving drops everything, also what was on its way', async () => {
  const { keepMe, keep, forget, recall } = await openPage()
  await keepMe(petra)
  await keep('plan', [1])
  await forget()
  await keep('plan', [2])
  expect(await recall('plan')).toBeUndefined()
  const after = await openPage()
  expect([await after.recallMe(), await after.recall('plan')]).toEqual([undefined, undefined])
})

test('another tab that left is noticed by its cookie', async () => {
  const { keepMe, keep, recall } = await openPage()
  await keepMe(petra)
  await keep('plan', [1])
  signedOut()
  expect(await recall('plan')).toBeUndefined()
  await keep('plan', [2])
  signedIn()
  expect((await recall('plan'))?.data).toEqual([1])
})

test('the next person finds nothing of the one before', async () => {
  const { keepMe, keep, recall } = await openPage()
  await keepMe(petra)
  await keep('plan', [1])
  await keepMe(cora)
  expect(await recall('plan')).toBeUndefined()
  const after = await openPage()
  expect(await after.recallMe()).toEqual(cora)
  expect(await after.recall('plan')).toBeUndefined()
})

test('a week later nothing is known, and tidying takes it from the device', async () => {
  const before = await openPage()
  await before.keepMe(petra)
  await before.keep('plan', [1])
  vi.setSystemTime(Date.now() + 7 * DAY)
  const after = await openPage()
  expect([await after.recallMe(), await after.recall('plan')]).toEqual([undefined, undefined])
  await after.tidy()
  vi.setSystemTime(Date.now() - 7 * DAY)
  expect(await after.recall('plan')).toBeUndefined()
})

test('tidying leaves what is fresh, and nothing where nobody is signed in', async () => {
  const { keepMe, keep, recall, tidy } = await openPage()
  await keepMe(petra)
  await keep('plan', [1])
  await tidy()
  expect(await recall('plan')).toBeDefined()
  signedOut()
  await tidy()
  signedIn()
  expect(await recall('plan')).toBeUndefined()
})

test('a device that keeps nothing costs nothing else', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const { keepMe, keep, recall, recallMe, forget } = await openPage()
  await keepMe(petra)
  await keep('plan', [1])
  expect([await recallMe(), await recall('plan')]).toEqual([undefined, undefined])
  await forget()
})
