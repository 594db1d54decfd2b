import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { usePolling } from '@/ui/usePolling'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const look = (state: 'visible' | 'hidden') => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}

test('asks every 10 s while it is looked at, and at once when it is looked at again', async () => {
  const ask = vi.fn(() => Promise.resolve())
  const scope = effectScope()
  scope.run(() => usePolling(ask))
  await vi.advanceTimersByTimeAsync(20_500)
  expect(ask).toHaveBeenCalledTimes(2)

  look('hidden')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask).toHaveBeenCalledTimes(2)

  look('visible')
  expect(ask).toHaveBeenCalledTimes(3)
  scope.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask).toHaveBeenCalledTimes(3)
})

test('goes on after a failure', async () => {
  const ask = vi.fn(() => Promise.reject(new Error('down')))
  const scope = effectScope()
  scope.run(() => usePolling(ask, 5))
  await vi.advanceTimersByTimeAsync(15_500)
  expect(ask).toHaveBeenCalledTimes(3)
  scope.stop()
})
