import { expect, test } from 'vitest'
import { blankWish, wishOf } from '@/features/exports/wish'

test('what was left empty narrows nothing', () => {
  expect(wishOf(blankWish())).toEqual({ kind: 'closed_bookings', filters: {} })
})

test('ids travel as numbers, days as they are', () => {
  const wish = { ...blankWish(), from: '2026-11-01', task_id: '4', closed_by: 'customer' }
  expect(wishOf(wish).filters).toEqual({ from: '2026-11-01', task_id: 4, closed_by: 'customer' })
})

test('everything takes no filters, even where some were typed before', () => {
  const wish = { ...blankWish(), kind: 'everything' as const, from: '2026-11-01' }
  expect(wishOf(wish)).toEqual({ kind: 'everything', filters: {} })
})
