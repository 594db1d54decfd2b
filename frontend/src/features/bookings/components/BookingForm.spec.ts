import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Booking, Task } from '@/api/types'
import BookingForm from '@/features/bookings/components/BookingForm.vue'
import { answer, json, problem, type Call } from '@/testing/api'
import { mountApp } from '@/testing/mount'
import { toasts } from '@/ui/toasts'

const task: Task = {
  id: 2,
  name: 'AC check',
  price: 599,
  time_required: 60,
  description: '',
  category: 'appliances',
  status: 'active',
  rating: null,
  rating_count: 0,
}
const petra = { id: 5, firstname: 'Petra', lastname: 'Rao', rating: 4.5 }

async function open(booked: (call: Call) => Response, path = '/?book=2', fill = true, props = {}) {
  const calls = answer({
    'POST /api/bookings': booked,
    'GET /api/tasks/2/professionals': { items: [petra], total: 1, page: 1, per_page: 50, next: null },
  })
  const { wrapper } = await mountApp(BookingForm, { task, ...props }, path)
  if (fill) await fillIn(wrapper)
  await flushPromises()
  const submit = () => wrapper.get('form').trigger('submit').then(flushPromises)
  const sent = () => calls.filter((call) => call.method === 'POST')
  return { wrapper, submit, sent }
}

async function fillIn(wrapper: VueWrapper) {
  await wrapper.findAll('input[name=day]')[2]?.setValue(true)
  await wrapper.findAll('input[name=hour]')[2]?.setValue(true)
  await wrapper.get('[name=address]').setValue('12, 4th Cross')
  await wrapper.get('[name=pincode]').setValue('560038')
}

beforeEach(() => {
  toasts.splice(0)
  sessionStorage.clear()
})

describe('booking', () => {
  test('sends day and hour in the zone of the business, with the price that was shown', async () => {
    const { submit, sent, wrapper } = await open(() => json({ id: 9 }, 201))
    await submit()
    expect(sent()[0]?.body).toMatchObject({
      task_id: 2,
      address: '12, 4th Cross',
      pincode: '560038',
      expected_price: 599,
    })
    expect((sent()[0]?.body as { scheduled_for: string }).scheduled_for).toMatch(
      /^\d{4}-\d\d-\d\dT10:00:00\+05:30$/,
    )
    expect(wrapper.emitted('close')).toHaveLength(1)
    expect(toasts[0]?.action?.to).toBe('/bookings/9')
  })

  test('asks for whoever was chosen on the page before', async () => {
    const { submit, sent } = await open(() => json({ id: 9 }, 201), '/?book=2&professional=5')
    await submit()
    expect(sent()[0]?.body).toMatchObject({ professional_id: 5 })
  })

  test('a changed price is shown and asked again, then sent as agreed', async () => {
    const { submit, sent, wrapper } = await open(({ body }) =>
      (body as { expected_price: number }).expected_price === 649
        ? json({ id: 9 }, 201)
        : problem(409, 'price_changed', { price: 649 }),
    )
    await submit()
    expect(wrapper.text()).toContain('The price is now ₹649; it was ₹599')
    expect(wrapper.text()).toContain('Confirm at ₹649')
    expect(wrapper.emitted('close')).toBeUndefined()
    await submit()
    expect(wrapper.emitted('close')).toHaveLength(1)
    const keys = sent().map((call) => call.headers.get('Idempotency-Key'))
    expect(keys[0]).not.toBe(keys[1])
  })

  test('sent again after a lost connection, it carries the same key', async () => {
    const { submit, sent, wrapper } = await open(() => problem(503, 'unavailable'))
    await submit()
    await submit()
    const keys = sent().map((call) => call.headers.get('Idempotency-Key'))
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
    expect(wrapper.get<HTMLTextAreaElement>('[name=address]').element.value).toBe('12, 4th Cross')
  })

  test("shows the API's reason at the day", async () => {
    const errors = [{ pointer: '/scheduled_for', code: 'past', detail: '' }]
    const { submit, wrapper } = await open(() => problem(422, 'validation', { errors }))
    await submit()
    expect(wrapper.text()).toContain('That time has passed')
  })

  test('a task retired meanwhile says so and leads to others', async () => {
    const errors = [{ pointer: '/task_id', code: 'unknown_task', detail: '' }]
    const { submit, wrapper } = await open(() => problem(422, 'validation', { errors }))
    await submit()
    expect(wrapper.text()).toContain('This task is no longer offered')
    expect(wrapper.get('footer a').attributes('href')).toBe('/')
  })
})

describe('what was typed', () => {
  const address = (wrapper: VueWrapper) => wrapper.get<HTMLTextAreaElement>('[name=address]').element.value

  test('is there again after a reload, and gone once it is booked', async () => {
    const first = await open(() => json({ id: 9 }, 201))
    first.wrapper.unmount()
    const second = await open(() => json({ id: 9 }, 201), '/?book=2', false)
    expect(second.wrapper.text()).toContain('We kept what you typed')
    expect(address(second.wrapper)).toBe('12, 4th Cross')
    await second.submit()
    expect(second.sent()[0]?.body).toMatchObject({ pincode: '560038' })
    second.wrapper.unmount()
    const third = await open(() => json({ id: 9 }, 201), '/?book=2', false)
    expect(address(third.wrapper)).toBe('')
  })

  test('sent before a reload without an answer, it is sent again with the same key', async () => {
    const first = await open(() => problem(503, 'unavailable'))
    await first.submit()
    first.wrapper.unmount()
    const second = await open(() => json({ id: 9 }, 201), '/?book=2', false)
    await second.submit()
    const [before, after] = [first, second].map(({ sent }) => sent()[0])
    expect(after?.headers.get('Idempotency-Key')).toBe(before?.headers.get('Idempotency-Key'))
    expect(after?.body).toEqual(before?.body)
  })

  test('may be thrown away', async () => {
    const first = await open(() => json({ id: 9 }, 201))
    first.wrapper.unmount()
    const { wrapper } = await open(() => json({ id: 9 }, 201), '/?book=2', false)
    await wrapper.get('p[role=status] button').trigger('click')
    expect(address(wrapper)).toBe('')
    expect(sessionStorage.length).toBe(0)
  })

  test('in a booking to be repeated begins as that one was, with whoever did it', async () => {
    const again = { id: 4, address: '7 MG Road', pincode: '560038', remarks: 'Ring twice' } as Booking
    const { wrapper } = await open(() => json({ id: 9 }, 201), '/?book=2&again=4&professional=5', false, {
      again,
    })
    expect(address(wrapper)).toBe('7 MG Road')
    expect(wrapper.get<HTMLTextAreaElement>('[name=remarks]').element.value).toBe('Ring twice')
    expect(wrapper.get<HTMLSelectElement>('select').element.value).toBe('5')
  })

  test('a pincode where nobody works is said, and no reason to refuse', async () => {
    const calls = answer({
      'POST /api/bookings': json({ id: 9 }, 201),
      'GET /api/tasks/2/professionals': { items: [], total: 0, page: 1, per_page: 50, next: null },
    })
    const { wrapper } = await mountApp(BookingForm, { task })
    await fillIn(wrapper)
    await flushPromises()
    expect(wrapper.text()).toContain('Nobody near 560038 does this yet')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(calls.some((call) => call.method === 'POST')).toBe(true)
  })
})
