import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import PersonField from '@/ui/PersonField.vue'
import { answer, type Call } from '@/testing/api'
import { mountApp } from '@/testing/mount'

const petra = { id: 9, username: 'petra', firstname: 'Petra', lastname: 'Rao' }
const paul = { id: 8, username: 'paul', firstname: 'Paul', lastname: 'Rao' }
let field: VueWrapper
let calls: Call[]

async function open(modelValue = '') {
  calls = answer({
    'GET /api/users': { items: [paul, petra], total: 2, page: 1, per_page: 8, next: null },
    'GET /api/users/9': petra,
  })
  const props = { label: 'Professional', name: 'professional_id', only: 'professional', modelValue }
  const update = (value: string) => void field.setProps({ modelValue: value })
  field = (await mountApp(PersonField, { ...props, 'onUpdate:modelValue': update })).wrapper
  await flushPromises()
}
const input = () => field.get('input')
const shown = () => (input().element as HTMLInputElement).value
async function type(text: string) {
  await input().setValue(text)
  await vi.advanceTimersByTimeAsync(250)
}
const chosen = () => field.emitted('update:modelValue')?.at(-1)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  field.unmount()
  vi.useRealTimers()
})

test('what is typed is searched once the typing pauses, and offered', async () => {
  await open()
  await type('p')
  expect(calls).toHaveLength(0)
  await type('pe')
  expect(calls).toHaveLength(1)
  const offered = field.findAll('option').map((one) => one.attributes('value'))
  expect(offered).toEqual(['Paul Rao (paul)', 'Petra Rao (petra)'])
})

test('choosing one gives the id, emptying the field gives none', async () => {
  await open()
  await type('rao')
  await type('Petra Rao (petra)')
  expect(chosen()).toEqual(['9'])
  await type('')
  expect(chosen()).toEqual([''])
  expect(shown()).toBe('')
})

test('half a name is no choice, and said so', async () => {
  await open()
  await type('rao')
  await input().trigger('change')
  expect(chosen()).toBeUndefined()
  expect(field.text()).toContain('Choose somebody from the list')
  expect((input().element as HTMLInputElement).validity.valid).toBe(false)
  await type('Petra Rao (petra)')
  expect(field.text()).not.toContain('Choose somebody')
  expect((input().element as HTMLInputElement).validity.valid).toBe(true)
})

test('an id from the address is shown by its name', async () => {
  await open('9')
  expect(shown()).toBe('Petra Rao (petra)')
})
