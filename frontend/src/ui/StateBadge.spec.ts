import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import StateBadge from '@/ui/StateBadge.vue'

const bookings = ['requested', 'assigned', 'closed', 'cancelled', 'expired']

test.each([...bookings, 'active', 'pending', 'rejected', 'blocked', 'queued', 'running', 'done', 'failed'])(
  '%s has a word and an icon besides its colour',
  (status) => {
    const badge = mount(StateBadge, { props: { status } })
    expect(badge.text()).not.toBe('')
    expect(badge.text()).not.toBe(status)
    expect(badge.find('svg').exists()).toBe(true)
  },
)

test('the states of a booking look different from each other', () => {
  const looks = bookings.map((status) => mount(StateBadge, { props: { status } }).attributes('style'))
  expect(new Set(looks).size).toBe(bookings.length)
})

test('a state it has not heard of still shows', () => {
  expect(mount(StateBadge, { props: { status: 'resting' } }).text()).toBe('resting')
})
