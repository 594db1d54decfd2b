import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import type { Router } from 'vue-router'
import EraseCard from '@/features/accounts/components/EraseCard.vue'
import { answer, problem } from '@/testing/api'
import { mountApp } from '@/testing/mount'
import { toasts } from '@/ui/toasts'

const ERASE = 'DELETE /api/me'
let card: VueWrapper
let router: Router

async function open(routes: Parameters<typeof answer>[0], role = 'customer') {
  toasts.splice(0)
  const calls = answer(routes)
  ;({ wrapper: card, router } = await mountApp(EraseCard, { role }, '/profile'))
  await card.get('button').trigger('click')
  return calls
}
async function confirm(password: string) {
  await card.get('[name=password]').setValue(password)
  await card.get('form').trigger('submit')
  await flushPromises()
}
afterEach(() => card.unmount())

test('it says what goes and what stays before it asks for the password', async () => {
  const calls = await open({}, 'professional')
  const text = card.get('dialog').text()
  for (const part of ['Your document is deleted', 'stay in the books', 'cannot be taken back'])
    expect(text).toContain(part)
  await card.get('form').trigger('submit')
  expect(calls).toHaveLength(0)
})

test('with the right one it is done, and one stands outside', async () => {
  const calls = await open({ [ERASE]: new Response(null, { status: 204 }) })
  await confirm('a long evening')
  expect(calls[0]?.body).toEqual({ password: 'a long evening' })
  expect(router.currentRoute.value.path).toBe('/')
  expect(toasts[0]?.text).toContain('Your account is erased')
})

test('a wrong one is told at its field', async () => {
  const errors = [{ pointer: '/password', code: 'wrong_password', detail: 'x' }]
  await open({ [ERASE]: problem(422, 'validation', { errors }) })
  await confirm('not this one')
  expect(card.get('[name=password]').attributes('aria-invalid')).toBe('true')
  expect(card.text()).toContain('not your password')
})

test('bookings under way come first, and there is a way to them', async () => {
  await open({ [ERASE]: problem(409, 'live_bookings') })
  await confirm('a long evening')
  expect(card.get('[role=alert]').text()).toContain('bookings under way')
  expect(card.get('[role=alert] a').attributes('href')).toBe('/bookings')
})
