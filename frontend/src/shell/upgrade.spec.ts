import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { reloadWhenOutdated } from '@/shell/upgrade'
import { answer, problem } from '@/testing/api'

const reload = vi.fn()

async function miss(): Promise<void> {
  dispatchEvent(new Event('vite:preloadError'))
  await vi.advanceTimersByTimeAsync(5)
}

reloadWhenOutdated()

beforeEach(() => {
  sessionStorage.clear()
  reload.mockClear()
  vi.useFakeTimers()
  vi.spyOn(location, 'reload').mockImplementation(reload)
  answer({ 'GET /healthz': { status: 'ok' } })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a missing part reloads the page once, not in a loop', async () => {
  await miss()
  expect(reload).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(5_000)
  await miss()
  await vi.advanceTimersByTimeAsync(50_000)
  await miss()
  expect(reload).toHaveBeenCalledOnce()
})

test('the next upgrade finds the tab ready again', async () => {
  await miss()
  await vi.advanceTimersByTimeAsync(3_600_000)
  await miss()
  expect(reload).toHaveBeenCalledTimes(2)
})

test('the page is not given up while the server could not give it back', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
  await miss()
  answer({ 'GET /healthz': problem(502, 'unavailable') })
  await miss()
  expect(reload).not.toHaveBeenCalled()
})

test('a service worker whose copy has a hole does not answer the reload', async () => {
  const unregister = vi.fn(() => Promise.resolve(true))
  const serviceWorker = { getRegistration: () => Promise.resolve({ unregister }) }
  Object.defineProperty(navigator, 'serviceWorker', { value: serviceWorker, configurable: true })
  await miss()
  expect(unregister).toHaveBeenCalledBefore(reload)
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

test('nothing is reloaded where nothing can be remembered', async () => {
  vi.spyOn(sessionStorage, 'setItem').mockImplementation(() => {
    throw new Error('closed')
  })
  await miss()
  expect(reload).not.toHaveBeenCalled()
})
