import { expect, test } from 'vitest'
import { ticks, yOf } from '@/ui/charts/scale'

test.each([
  [264, [0, 100, 200, 300]],
  [3, [0, 1, 2, 3]],
  [0, [0, 1]],
  [192, [0, 50, 100, 150, 200]],
])('an axis up to %d has round ticks', (largest, wanted) => {
  expect(ticks(largest)).toEqual(wanted)
})

test('the largest value reaches the top, zero the floor', () => {
  expect(yOf(0, 300)).toBeGreaterThan(yOf(150, 300))
  expect(yOf(300, 300)).toBe(10)
})
