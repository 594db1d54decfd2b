/** A figure of a period, and how it moved against the period before. */
import { number } from '@/i18n/format'
import { change, difference, stars, tileMoney } from '@/i18n/spans'

export interface Tile {
  label: string
  value: string
  trend?: string
}

export const countTile = (label: string, now: number, then: number): Tile => ({
  label,
  value: number(now),
  trend: change(now, then),
})
export const moneyTile = (label: string, now: number, then: number): Tile => ({
  label,
  value: tileMoney(now),
  trend: change(now, then),
})
export const starsTile = (label: string, now: number | null, then: number | null): Tile => ({
  label,
  value: stars(now),
  trend: difference(now, then),
})
