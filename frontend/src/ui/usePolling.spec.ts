import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { usePolling } from '@/ui/usePolling'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const look = (state: 'visible' | 'hidden') => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)

test('asks every 10 s while it is looked at, and at once when it is looked at again', async () => {
  const ask = vi.fn(() => Promise.resolve())
  const scope = effectScope()
  scope.run(() => usePolling(ask))
  await seconds(20.5)
  expect(ask).toHaveBeenCalledTimes(2)

  look('hidden')
  await seconds(60)
  expect(ask).toHaveBeenCalledTimes(2)

  look('visible')
  expect(ask).toHaveBeenCalledTimes(3)
  scope.stop()
  await seconds(60)
  expect(ask).toHaveBeenCalledTimes(3)
})

test('goes on after a failure, in growing pauses, and at once when the connection is back', async () => {
  let down = true
  const ask = vi.fn(() => (down ? Promise.reject(new Error('down')) : Promise.resolve()))
  const scope = effectScope()
  scope.run(() => usePolling(ask, 5))
  await seconds(5.5)
  expect(ask).toHaveBeenCalledTimes(1)
  await seconds(8)
  expect(ask).toHaveBeenCalledTimes(1)
  await seconds(2)
  expect(ask).toHaveBeenCalledTimes(2)
  down = false
  dispatchEvent(new Event('online'))
  expect(ask).toHaveBeenCalledTimes(3)
  await seconds(5.5)
  expect(ask).toHaveBeenCalledTimes(4)
  scope.stop()
})

test('tabs opened together do not ask together', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const ask = vi.fn(() => Promise.resolve())
  const scope = effectScope()
  scope.run(() => usePolling(ask))
  await seconds(9.1)
  expect(ask).toHaveBeenCalledTimes(1)
  scope.stop()
})

test('never asks twice at once', async () => {
  let done: () => void = () => undefined
  const ask = vi.fn(() => new Promise<void>((resolve) => (done = resolve)))
  const scope = effectScope()
  scope.run(() => usePolling(ask))
  await seconds(10.5)
  dispatchEvent(new Event('online'))
  expect(ask).toHaveBeenCalledTimes(1)
  done()
  await seconds(10.5)
  expect(ask).toHaveBeenCalledTimes(2)
  scope.stop()
})
