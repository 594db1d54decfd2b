import { expect, test } from 'vitest'
import { actions, actionText, actorText, detailsText, linkOf, subjectText } from '@/features/accounts/audit'
import type { AuditEntry } from '@/features/accounts/users'

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  ...{ id: 1, at: '2026-11-01T00:00:00Z', actor_id: 1, actor_name: 'Ada Admin', action: 'approve' },
  ...{ subject_kind: 'user', subject_id: 9, subject_name: 'Petra Rao', details: {} },
  ...more,
})

test('people and tasks stand there by name', () => {
  expect(actorText(entry({}))).toBe('Ada Admin')
  expect(subjectText(entry({}))).toBe('Petra Rao')
  expect(linkOf(entry({}))).toBe('/admin/users/9')
})

test('a booking has its task and its number', () => {
  const booking = entry({ subject_kind: 'booking', subject_id: 12, subject_name: 'Tap repair' })
  expect(subjectText(booking)).toBe('Tap repair, Booking 12')
})

test('what has no name has its kind and number', () => {
  expect(subjectText(entry({ subject_kind: 'task', subject_id: 3, subject_name: null }))).toBe('Task 3')
  expect(subjectText(entry({ subject_kind: 'delivery', subject_id: 0, subject_name: null }))).toBe('Delivery')
})

test('what is gone leads nowhere', () => {
  expect(linkOf(entry({ subject_kind: 'task', subject_id: 3, subject_name: null }))).toBeUndefined()
  expect(linkOf(entry({ subject_kind: 'export', subject_id: 3, subject_name: null }))).toBe('/admin/exports')
})

test('who was erased is called so in the reader’s words', () => {
  expect(subjectText(entry({ subject_name: 'Erased' }))).toBe('Erased')
})

test('a change shows what was and what is, as people write it', () => {
  expect(detailsText({ price: [599, 649.5], category: ['water', 'plumbing'] })).toBe(
    'Price: ₹599 → ₹649.50, Category: Water → Plumbing',
  )
})

test('every action that can be chosen has a word', () => {
  expect(actions.filter((action) => actionText(action) === action)).toEqual([])
})
