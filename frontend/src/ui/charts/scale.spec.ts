import { expect, test } from 'vitest'
import { ticks } from '@/ui/charts/scale'

test.each([
  [264, [0, 100, 200, 300]],
  [3, [0, 1, 2, 3]],
  [0, [0, 1]],
  [192, [0, 50, 100, 150, 200]],
])('an axis up to %d has round ticks', (largest, wanted) => {
  expect(ticks(largest)).toEqual(wanted)
})
