/** Where things stand in a chart over time, in pixels; nothing here draws. */
import { ticks } from '@/ui/charts/scale'

export interface Series {
  name: string
  label: string
  /** A token's name without its dashes: fill-closed. */
  colour: string
  values: number[]
  /** Bars stand on each other; lines run over them. */
  shape: 'bar' | 'line' | 'area'
  /** Drawn over a bar, for eyes and printers that tell no colours. */
  pattern?: 'stripes' | 'dots'
}

export interface Label {
  /** Below the axis. */
  short: string
  /** In the figures and the table. */
  long: string
}

export interface Bar {
  y: number
  height: number
}

/** How wide one of so many steps is, between the axis and the edge. */
export const slotOf = (width: number, left: number, points: number) => (width - left) / Math.max(1, points)

/** The lowest stands on the floor, each further one on the one before. */
export function stack(values: number[], y: (value: number) => number): Bar[] {
  let below = 0
  return values.map((value) => {
    const [floor, roof] = [y(below), y((below += value))]
    return { y: roof, height: floor - roof }
  })
}

/** Round ticks that hold the highest stack and the highest line. */
export function axis(series: Series[], points: number): number[] {
  const sums = Array.from({ length: points }, (_, index) =>
    series.reduce((sum, one) => (one.shape === 'bar' ? sum + (one.values[index] ?? 0) : sum), 0),
  )
  const lines = series.filter(({ shape }) => shape !== 'bar').flatMap(({ values }) => values)
  return ticks(Math.max(0, ...sums, ...lines))
}

/** Every how manyth label has room, so that none touches the next. */
export function every(labels: Label[], slot: number): number {
  const widest = Math.max(1, ...labels.map(({ short }) => short.length)) * 6.5 + 10
  return Math.max(1, Math.ceil(widest / Math.max(1, slot)))
}

/** A smooth line that never overshoots: level tangents half-way between the points. */
export function smooth(dots: { x: number; y: number }[]): string {
  return dots
    .map((dot, index) => {
      const before = dots[index - 1]
      if (!before) return `M${dot.x} ${dot.y}`
      const middle = (before.x + dot.x) / 2
      return `C${middle} ${before.y} ${middle} ${dot.y} ${dot.x} ${dot.y}`
    })
    .join('')
}

/** Which point a place belongs to. */
export const nearest = (x: number, left: number, slot: number, points: number) =>
  Math.min(points - 1, Math.max(0, Math.floor((x - left) / slot)))
