import { expect, test } from 'vitest'
import { axis, every, nearest, smooth, stack, type Series } from '@/ui/charts/plot'

const series = (shape: Series['shape'], ...values: number[]): Series => ({
  name: String(values),
  label: '',
  colour: '',
  shape,
  values,
})

test('bars stand on each other, without a gap, from the floor up', () => {
  const y = (value: number) => 100 - value * 10
  expect(stack([3, 0, 2], y)).toEqual([
    { y: 70, height: 30 },
    { y: 70, height: 0 },
    { y: 50, height: 20 },
  ])
})

test('the axis holds the highest stack and the highest line', () => {
  const bars = [series('bar', 1, 9), series('bar', 2, 9)]
  expect(axis(bars, 2).at(-1)).toBe(20)
  expect(axis([...bars, series('line', 39, 0)], 2).at(-1)).toBe(40)
  expect(axis([series('bar')], 0)).toEqual([0, 1])
})

test('labels keep off each other however narrow it gets', () => {
  const labels = Array.from({ length: 30 }, () => ({ short: '25 Sept', long: '' }))
  for (const slot of [4, 10, 24, 80]) expect(every(labels, slot) * slot).toBeGreaterThan(7 * 6)
  expect(every(labels, 80)).toBe(1)
})

test('a line goes through its points', () => {
  expect(smooth([])).toBe('')
  expect(smooth([{ x: 1, y: 2 }])).toBe('M1 2')
  const two = [
    { x: 0, y: 0 },
    { x: 10, y: 4 },
  ]
  expect(smooth(two)).toBe('M0 0C5 0 5 4 10 4')
})

test.each([
  [-20, 0],
  [41, 0],
  [59, 0],
  [61, 1],
  [999, 9],
])('a finger at %d means point %d', (x, point) => {
  expect(nearest(x, 40, 20, 10)).toBe(point)
})
