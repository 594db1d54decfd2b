import { beforeEach, expect, test, vi } from 'vitest'
import { forgetAnswers } from '@/api/answers'
import { api, take } from '@/api/client'
import { lookForConnection, lost } from '@/api/connection'
import { onWritten } from '@/api/transport'
import { answer, json, type Call } from '@/testing/api'

let version = 1
function tagged({ headers }: Call): Response {
  const etag = `"${version}"`
  if (headers.get('If-None-Match') === etag)
    return new Response(null, { status: 304, headers: { ETag: etag } })
  const response = json({ version })
  response.headers.set('ETag', etag)
  return response
}
const me = () => take(api.GET('/api/me'))
const asked = (calls: Call[]) => calls.map((call) => call.headers.get('If-None-Match'))

beforeEach(() => {
  version = 1
  forgetAnswers()
})

test('an unchanged answer is the same object, a changed one is new', async () => {
  const calls = answer({ 'GET /api/me': tagged })
  const first = await me()
  expect(first).toEqual({ version: 1 })
  expect(await me()).toBe(first)
  version = 2
  expect(await me()).toEqual({ version: 2 })
  expect(asked(calls)).toEqual([null, '"1"', '"1"'])
})

test('every address has its own answer, and what is forgotten is asked for whole', async () => {
  const calls = answer({ 'GET /api/me': tagged, 'GET /api/badges': tagged })
  const first = await me()
  await take(api.GET('/api/badges'))
  forgetAnswers()
  expect(await me()).not.toBe(first)
  expect(asked(calls)).toEqual([null, null, null])
})

test('an answer that comes after everything was forgotten is still one', async () => {
  answer({ 'GET /api/me': tagged })
  const first = await me()
  const second = me()
  forgetAnswers()
  expect(await second).toBe(first)
})

test('keeps no more than a few dozen', async () => {
  const calls = answer({ 'GET /api/tasks': tagged })
  const page = (n: number) => take(api.GET('/api/tasks', { params: { query: { page: n } as never } }))
  for (let n = 1; n <= 70; n++) await page(n)
  await page(1)
  await page(70)
  expect(asked(calls).slice(-2)).toEqual([null, '"1"'])
})

test('a write is told, a read is not', async () => {
  const told = vi.fn()
  onWritten(told)
  answer({ 'GET /api/me': {}, 'POST /api/logout': {} })
  await me()
  expect(told).not.toHaveBeenCalled()
  await take(api.POST('/api/logout'))
  expect(told).toHaveBeenCalledOnce()
  onWritten(() => undefined)
})

test('the connection is lost where nobody answers, and found again', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
  await expect(me()).rejects.toMatchObject({ code: 'offline' })
  expect(lost.value).toBe(true)
  answer({ 'GET /healthz': new Response('<h1>Bad gateway</h1>', { status: 502 }) })
  await lookForConnection()
  expect(lost.value).toBe(true)
  answer({ 'GET /healthz': {} })
  await lookForConnection()
  expect(lost.value).toBe(false)
})
