import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { Booking } from '@/api/types'
import BookingActions from '@/features/bookings/components/BookingActions.vue'
import { answer, problem } from '@/testing/api'
import { mountApp } from '@/testing/mount'
import { asked } from '@/ui/confirm'
import { toasts } from '@/ui/toasts'

const booking = (actions: string[]) =>
  ({
    id: 7,
    actions,
    task: { name: 'AC check' },
    scheduled_for: '2026-11-25T05:00:00Z',
  }) as unknown as Booking

const words = async (actions: string[]) => {
  const { wrapper } = await mountApp(BookingActions, { booking: booking(actions) })
  return wrapper.findAll('button').map((button) => button.text())
}

test('draws a button for each action on offer, the main one last, and none of its own', async () => {
  expect(await words(['accept', 'reject'])).toEqual(['Reject', 'Accept'])
  expect(await words(['close', 'edit', 'cancel'])).toEqual(['Change', 'Cancel', 'Close task'])
  expect(await words(['something_new'])).toEqual([])
})

test('accepts at once', async () => {
  const calls = answer({ 'POST /api/bookings/7/moves': {} })
  const { wrapper } = await mountApp(BookingActions, { booking: booking(['accept']) })
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(calls[0]?.body).toEqual({ action: 'accept' })
  expect(wrapper.emitted('changed')).toHaveLength(1)
})

test('cancels only once it was asked, and with the reason', async () => {
  const calls = answer({ 'POST /api/bookings/7/moves': {} })
  const { wrapper } = await mountApp(BookingActions, { booking: booking(['cancel']) })
  await wrapper.get('button').trigger('click')
  expect(asked.value?.reason?.required).toBe(true)
  asked.value?.answer(false)
  await flushPromises()
  expect(calls).toHaveLength(0)

  await wrapper.get('button').trigger('click')
  await asked.value?.send?.('Found a neighbour')
  expect(calls[0]?.body).toEqual({ action: 'cancel', reason: 'Found a neighbour' })
})

test('a move that came too late says so and shows what is true now', async () => {
  toasts.splice(0)
  answer({ 'POST /api/bookings/7/moves': problem(409, 'wrong_status') })
  const { wrapper } = await mountApp(BookingActions, { booking: booking(['accept']) })
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(toasts[0]).toMatchObject({ kind: 'problem' })
  expect(wrapper.emitted('changed')).toHaveLength(1)
})

test('without a connection the question stays, with the reason that was typed', async () => {
  answer({ 'POST /api/bookings/7/moves': problem(503, 'unavailable') })
  const { wrapper } = await mountApp(BookingActions, { booking: booking(['cancel']) })
  await wrapper.get('button').trigger('click')
  await expect(asked.value?.send?.('Found a neighbour')).rejects.toMatchObject({ code: 'unavailable' })
  expect(asked.value).toBeDefined()
  expect(wrapper.emitted('changed')).toBeUndefined()
  asked.value?.answer(false)
})

test('an overlap names the booking that is in the way, and leads there', async () => {
  toasts.splice(0)
  const overlaps = {
    id: 5,
    task_name: 'Tap repair',
    scheduled_for: '2026-11-25T05:00:00Z',
    ends_at: '2026-11-25T06:00:00Z',
  }
  answer({ 'POST /api/bookings/7/moves': problem(409, 'overlap', { overlaps }) })
  const { wrapper } = await mountApp(BookingActions, { booking: booking(['accept']) })
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(toasts[0]?.text).toMatch(/You have Tap repair then: .*10:30\sam to 11:30\sam/)
  expect(toasts[0]?.action?.to).toBe('/bookings/5')
})

test('what came too late says what it is now', async () => {
  toasts.splice(0)
  answer({ 'POST /api/bookings/7/moves': problem(409, 'wrong_status', { booking_status: 'cancelled' }) })
  const { wrapper } = await mountApp(BookingActions, { booking: booking(['accept']) })
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(toasts[0]?.text).toBe('It was cancelled meanwhile.')
})
