import { expect, test } from 'vitest'
import { filterText } from '@/features/exports/filters'

const names = {
  task: (id: string) => (id === '4' ? 'Tap repair' : undefined),
  professional: (id: string) => (id === '9' ? 'Petra Rao (petra)' : undefined),
}

test('filters are told with the names of what they narrow to', () => {
  const filters = { from: '2026-11-01', to: null, closed_by: 'customer', task_id: 4, professional_id: 9 }
  const words = 'from 1 Nov 2026, closed by Customer, Tap repair, Petra Rao (petra)'
  expect(filterText(filters, names)).toBe(words)
})

test('what has no name here is told by its number', () => {
  expect(filterText({ task_id: 77 }, names)).toBe('task 77')
})
