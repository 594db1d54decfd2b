/** Round ticks for an axis from zero. */
export function ticks(largest: number, wanted = 4): number[] {
  if (largest <= 0) return [0, 1]
  const rough = largest / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? power * 10
  const whole = largest <= wanted ? 1 : step
  return Array.from({ length: Math.ceil(largest / whole) + 1 }, (_, index) => index * whole)
}

export interface Point {
  label: string
  value: number
}

export const WIDTH = 360
export const HEIGHT = 220
export const LEFT = 38
export const BOTTOM = 24
export const TOP = 10

/** Where a value stands, in the chart's own units. */
export const yOf = (value: number, top: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP)
