import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { h, nextTick } from 'vue'
import { useTurns } from '@/ui/useTurns'

const show = () =>
  mount({
    setup() {
      const passed = useTurns(2)
      return () => h('p', passed.value)
    },
  })

test('each turn comes by itself, and no more than are wanted', async () => {
  vi.useFakeTimers()
  const place = show()
  const seen = [place.text()]
  for (let one = 0; one < 3; one++) {
    if (vi.getTimerCount()) vi.advanceTimersToNextTimer()
    await nextTick()
    seen.push(place.text())
  }
  expect(seen).toEqual(['0', '1', '2', '2'])
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('what is gone takes no turn', () => {
  vi.useFakeTimers()
  show().unmount()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})
