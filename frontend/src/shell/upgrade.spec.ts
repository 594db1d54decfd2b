import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { reloadWhenOutdated } from '@/shell/upgrade'

const reload = vi.fn()
const miss = () => dispatchEvent(new Event('vite:preloadError'))

reloadWhenOutdated()

beforeEach(() => {
  sessionStorage.clear()
  reload.mockClear()
  vi.useFakeTimers()
  vi.spyOn(location, 'reload').mockImplementation(reload)
})
afterEach(() => vi.useRealTimers())

test('a missing part reloads the page once, not in a loop', () => {
  miss()
  expect(reload).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(5_000)
  miss()
  vi.advanceTimersByTime(50_000)
  miss()
  expect(reload).toHaveBeenCalledOnce()
})

test('the next upgrade finds the tab ready again', () => {
  miss()
  vi.advanceTimersByTime(3_600_000)
  miss()
  expect(reload).toHaveBeenCalledTimes(2)
})

test('nothing is reloaded without a connection, or where nothing can be remembered', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValueOnce(false)
  miss()
  vi.spyOn(sessionStorage, 'setItem').mockImplementation(() => {
    throw new Error('closed')
  })
  miss()
  expect(reload).not.toHaveBeenCalled()
})
