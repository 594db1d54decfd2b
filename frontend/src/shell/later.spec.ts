import { beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

async function fetched(answers: (() => Promise<string>)[]) {
  const { afterPage, prepareForLater } = await import('@/shell/later')
  const bring = vi.fn(() => (answers.shift() ?? (() => Promise.resolve('here')))())
  const outcome = afterPage(bring)().catch((error: Error) => error.message)
  expect(bring).not.toHaveBeenCalled()
  prepareForLater(Promise.resolve())
  await vi.advanceTimersByTimeAsync(59_000)
  return { outcome: await outcome, calls: bring.mock.calls.length }
}
const gone = () => Promise.reject(new Error('no line'))

test('what nobody misses comes once the page stands', async () => {
  expect(await fetched([])).toEqual({ outcome: 'here', calls: 1 })
})

test('what did not come is asked for again', async () => {
  expect(await fetched([gone, gone])).toEqual({ outcome: 'here', calls: 3 })
})

test('what never comes is given up in less than a minute', async () => {
  expect(await fetched(Array.from({ length: 20 }, () => gone))).toEqual({ outcome: 'no line', calls: 6 })
})
