import { expect, test } from 'vitest'
import type { Task } from '@/api/types'
import { blankTask, bodyOf, fillUntouched } from '@/features/catalogue/taskValues'

const salon = {
  ...{ id: 6, name: 'Salon at home', price: 1299, time_required: 120 },
  ...{ category: 'beauty', description: 'Facial and manicure.' },
} as Task

test('a known name fills what nobody has touched', () => {
  expect(fillUntouched({ ...blankTask(), name: 'salon at home' }, salon)).toEqual({
    ...{ name: 'salon at home', price: '1299', time_required: '120' },
    ...{ category: 'beauty', description: 'Facial and manicure.' },
  })
})

test('what was typed stays', () => {
  const typed = { ...blankTask(), name: 'Salon at home', price: '1350.50', time_required: '90' }
  expect(fillUntouched(typed, salon)).toMatchObject({
    price: '1350.50',
    time_required: '90',
    category: 'beauty',
  })
})

test('money and minutes travel as numbers', () => {
  const body = bodyOf({ ...blankTask(), name: ' Window polish ', price: '99.50' })
  expect(body).toMatchObject({ name: 'Window polish', price: 99.5, time_required: 60 })
})
