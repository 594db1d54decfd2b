import { expect, test } from 'vitest'
import { shellOf } from '@/drawn'

test.each([
  ['/', 'en', 'home.en'],
  ['/admin', 'hi', 'dashboard.hi'],
  ['/bookings/12', 'hi', 'booking.hi'],
  ['/bookings', 'en', 'page.en'],
  ['/admin/tasks', 'en', 'page.en'],
])('%s in %s begins with %s', (path, language, shell) => {
  expect(shellOf(path, language)).toBe(`shells/${shell}.html`)
})
