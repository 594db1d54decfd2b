import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import PasswordField from '@/features/accounts/components/PasswordField.vue'

const show = (props: object = {}) =>
  mount(PasswordField, { props: { label: 'Password', name: 'password', ...props } })

const key = (caps: boolean) =>
  Object.assign(new KeyboardEvent('keydown', { key: 'a' }), { getModifierState: () => caps })

test('one that is chosen says its rule before anything is typed', () => {
  const field = show({ fresh: true })
  const input = field.get('input')
  expect(field.text()).toContain('8 characters or more')
  expect(field.get(`[id="${input.attributes('aria-describedby')}"]`).text()).toContain('8 characters')
  expect(input.attributes()).toMatchObject({ autocomplete: 'new-password', minlength: '8' })
})

test('one that is known is offered to password managers as such', () => {
  expect(show().get('input').attributes('autocomplete')).toBe('current-password')
})

test('Caps Lock is told while it is on', async () => {
  const field = show()
  field.get('input').element.dispatchEvent(key(true))
  await field.vm.$nextTick()
  expect(field.text()).toContain('Caps Lock is on')
  field.get('input').element.dispatchEvent(key(false))
  await field.vm.$nextTick()
  expect(field.text()).not.toContain('Caps Lock')
})

test('it can be looked at', async () => {
  const field = show()
  await field.get('button').trigger('click')
  expect(field.get('input').attributes('type')).toBe('text')
})
