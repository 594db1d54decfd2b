import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '@/session/store'
import { answer, problem } from '@/testing/api'

const carl = { id: 2, role: 'customer', is_active: true }
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)

beforeEach(() => {
  setActivePinia(createPinia())
  document.cookie = 'csrf_refresh_token=again'
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

/** GET /api/me answers these in turn, the last one for good. */
function answers(...given: object[]) {
  let turn = 0
  return answer({ 'GET /api/me': () => given[Math.min(turn++, given.length - 1)] ?? {} })
}

function watched() {
  const session = useSession()
  const known = vi.fn()
  void session.ready().then(known)
  return { session, known }
}

test('only a 401 means that nobody is signed in', async () => {
  const calls = answers(problem(401, 'token_revoked'))
  const { session, known } = watched()
  await seconds(0)
  expect(known).toHaveBeenCalledOnce()
  expect(session.user).toBeUndefined()
  await seconds(60)
  expect(calls).toHaveLength(1)
})

test.each([500, 503, 429])(
  'after a %i it is asked again, in growing pauses, until it is known',
  async (status) => {
    const down = problem(status, 'unavailable')
    const calls = answers(down, down, down, carl)
    const { session, known } = watched()
    await seconds(0.5)
    expect([calls.length, session.unsure]).toEqual([1, true])
    await seconds(1)
    expect(calls).toHaveLength(2)
    await seconds(1)
    expect(calls).toHaveLength(2)
    await seconds(1)
    expect(calls).toHaveLength(3)
    expect(known).not.toHaveBeenCalled()
    await seconds(4)
    expect(known).toHaveBeenCalledOnce()
    expect([session.role, session.unsure]).toEqual(['customer', false])
  },
)

test('a connection that is back is used at once', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
  const { session } = watched()
  await seconds(8)
  expect(session.unsure).toBe(true)
  answers(carl)
  dispatchEvent(new Event('online'))
  await seconds(0)
  expect(session.role).toBe('customer')
})

test('whoever is known stays so while asking again fails', async () => {
  answers(carl, problem(503, 'unavailable'))
  const { session } = watched()
  await seconds(0)
  await expect(session.reload()).rejects.toMatchObject({ status: 503 })
  expect(session.role).toBe('customer')
})
