/** Round ticks for an axis from zero; whole ones, since nobody books half a task. */
export function ticks(largest: number, wanted = 4): number[] {
  if (largest <= 0) return [0, 1]
  const rough = largest / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const round = [1, 2, 2.5, 5, 10].map((one) => one * power).filter(Number.isInteger)
  const step = largest <= wanted ? 1 : (round.find((one) => one >= rough) ?? 1)
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, index) => index * step)
}

export interface Point {
  label: string
  value: number
}
