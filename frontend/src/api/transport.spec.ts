import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Problem } from '@/api/problem'
import { onSignedOut, send } from '@/api/transport'
import { answer, json, problem } from '@/testing/api'

const request = (path: string, init?: RequestInit) => send(new Request(new URL(path, location.origin), init))
const write = (path: string) => request(path, { method: 'POST', body: '{"a":1}' })

beforeEach(() => {
  document.cookie = 'csrf_access_token=first'
  document.cookie = 'csrf_refresh_token=again'
})

describe('a request', () => {
  test('that writes carries the CSRF token, one that reads does not', async () => {
    const calls = answer({ 'GET /api/me': {}, 'POST /api/bookings': {} })
    await request('/api/me')
    await write('/api/bookings')
    expect(calls.map((call) => call.headers.get('X-CSRF-TOKEN'))).toEqual([null, 'first'])
  })

  test('that is refused throws a Problem with its fields', async () => {
    const errors = [{ pointer: '/price', code: 'too_small', detail: 'at least 1' }]
    answer({ 'POST /api/tasks': problem(422, 'validation', { errors }) })
    const refusal = await write('/api/tasks').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Problem)
    expect(refusal).toMatchObject({ status: 422, code: 'validation', errors })
  })

  test('that never arrives is offline', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
    await expect(request('/api/me')).rejects.toMatchObject({ status: 0, code: 'offline' })
  })

  test('answered by something that is no problem counts by its status', async () => {
    answer({ 'GET /api/me': new Response('<h1>Bad gateway</h1>', { status: 503 }) })
    await expect(request('/api/me')).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('a sign-in grown old', () => {
  function aging() {
    let fresh = false
    const guarded = () => (fresh ? json({ ok: true }) : problem(401, 'token_expired'))
    return answer({
      'GET /api/bookings': guarded,
      'POST /api/bookings': guarded,
      'POST /api/refresh': () => {
        fresh = true
        document.cookie = 'csrf_access_token=second'
        return json({ access_token: 'x' })
      },
    })
  }

  test('is renewed once for all who wait, and everybody is repeated', async () => {
    const calls = aging()
    const answers = await Promise.all([
      request('/api/bookings'),
      request('/api/bookings'),
      write('/api/bookings'),
    ])
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200])
    const refreshes = calls.filter((call) => call.path === '/api/refresh')
    expect(refreshes).toHaveLength(1)
    expect(refreshes[0]?.headers.get('X-CSRF-TOKEN')).toBe('again')
  })

  test('repeats a write with its body and the new token', async () => {
    const calls = aging()
    await write('/api/bookings')
    const last = calls.at(-1)
    expect(last?.body).toEqual({ a: 1 })
    expect(last?.headers.get('X-CSRF-TOKEN')).toBe('second')
  })

  test('that cannot be renewed signs out', async () => {
    const out = vi.fn()
    onSignedOut(out)
    answer({
      'GET /api/me': problem(401, 'token_expired'),
      'POST /api/refresh': problem(401, 'token_revoked'),
    })
    await expect(request('/api/me')).rejects.toMatchObject({ status: 401 })
    expect(out).toHaveBeenCalledOnce()
  })

  test('is kept where the API was only in trouble', async () => {
    const out = vi.fn()
    onSignedOut(out)
    answer({
      'GET /api/me': problem(401, 'token_expired'),
      'POST /api/refresh': problem(503, 'unavailable'),
    })
    await expect(request('/api/me')).rejects.toMatchObject({ status: 503 })
    expect(out).not.toHaveBeenCalled()
  })

  test('is not what a wrong password means', async () => {
    const out = vi.fn()
    onSignedOut(out)
    const calls = answer({ 'POST /api/check': problem(401, 'bad_credentials') })
    await expect(write('/api/check')).rejects.toMatchObject({ code: 'bad_credentials' })
    expect(out).not.toHaveBeenCalled()
    expect(calls).toHaveLength(1)
  })
})
