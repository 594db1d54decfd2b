import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import ChannelsCard from '@/features/notifications/components/ChannelsCard.vue'
import type { Channel } from '@/features/notifications/channels'
import { answer, json, problem, type Call } from '@/testing/api'
import { mountApp } from '@/testing/mount'
import { asked } from '@/ui/confirm'

const one = (channel: string, more: Partial<Channel> = {}): Channel => ({
  ...{
    channel: channel as Channel['channel'],
    available: true,
    chosen: false,
    address: null,
    last_test: null,
  },
  ...more,
})
const pending = {
  status: 'pending',
  last_error: null,
  created_at: '2026-11-23T12:00:00Z',
  sent_at: null,
} as const

let card: VueWrapper
let items: Channel[]
let calls: Call[]

async function open(channels: Partial<Record<string, Partial<Channel>>> = {}, routes = {}) {
  const mail = { chosen: true, address: 'petra@example.com', ...channels.mail }
  items = [
    one('mail', mail),
    one('chat', channels.chat),
    one('sms', { address: '+919845000001', ...channels.sms }),
  ]
  calls = answer({
    'GET /api/me/channels': () => ({ items }),
    'PUT /api/me/channels': () => ({ items }),
    ...routes,
  })
  card = (await mountApp(ChannelsCard)).wrapper
  await flushPromises()
}
const tick = (name: string) => card.get(`input[name=${name}]`)
const press = async (name: string) => {
  const found = card.findAll('button').find((button) => button.text() === name)
  await found?.trigger('click')
  await flushPromises()
}
const save = async () => {
  await card.get('form').trigger('submit')
  await flushPromises()
}
const sent = () => calls.filter(({ method }) => method === 'PUT').map(({ body }) => body)

beforeEach(() => {
  asked.value = undefined
})
afterEach(() => {
  card.unmount()
  vi.useRealTimers()
})

test('Google Chat asks for its address, and the reason of a refusal stands at the field', async () => {
  const errors = [{ pointer: '/chat_url', code: 'invalid_chat_url', detail: 'no' }]
  await open({}, { 'PUT /api/me/channels': problem(422, 'validation', { errors }) })
  expect(card.find('[name=chat_url]').exists()).toBe(false)
  await tick('chat').setValue(true)
  await save()
  expect(sent()).toEqual([])
  await card.get('[name=chat_url]').setValue('https://example.com/hook')
  await save()
  expect(card.text()).toContain('not the address of a Google Chat webhook')
  expect(card.get('[name=chat_url]').attributes('aria-invalid')).toBe('true')
  expect((card.get('[name=chat_url]').element as HTMLInputElement).value).toBe('https://example.com/hook')
})

test('an address on file is named by its space, and does not travel again', async () => {
  await open({ chat: { chosen: true, address: 'spaces/AAAA' } })
  expect(card.text()).toContain('spaces/AAAA')
  await tick('mail').setValue(false)
  await save()
  expect(sent()).toEqual([{ mail: false, chat: true, sms: false }])
})

test('changing the address sends the new one alone', async () => {
  await open({ chat: { chosen: true, address: 'spaces/AAAA' } })
  await press('Change')
  await card.get('[name=chat_url]').setValue('  https://chat.googleapis.com/x ')
  await save()
  expect(sent()).toEqual([{ mail: true, chat: true, sms: false, chat_url: 'https://chat.googleapis.com/x' }])
  expect(card.find('[name=chat_url]').exists()).toBe(false)
})

test('removing asks once, and touches nothing that was not saved', async () => {
  await open({ chat: { chosen: true, address: 'spaces/AAAA' } })
  await tick('mail').setValue(false)
  await press('Remove')
  expect(sent()).toEqual([])
  asked.value?.answer('')
  await flushPromises()
  expect(sent()).toEqual([{ mail: true, chat: false, sms: false, chat_url: null }])
  expect((tick('mail').element as HTMLInputElement).checked).toBe(false)
})

test.each([
  [{ available: false }, 'This business does not send SMS.'],
  [{ address: null, chosen: true }, 'No phone number is on file.'],
])('SMS that leads nowhere says why and is not sent as chosen', async (sms, reason) => {
  await open({ sms })
  expect(card.text()).toContain(reason)
  expect(tick('sms').attributes('disabled')).toBeDefined()
  await save()
  expect(sent()).toEqual([{ mail: true, chat: false, sms: false }])
})

test('who chooses nothing is told what still comes', async () => {
  await open()
  await tick('mail').setValue(false)
  expect(card.text()).toContain('in the app alone')
})

test('a test is followed until it is known how it went', async () => {
  vi.useFakeTimers()
  await open(
    {},
    {
      'POST /api/me/channels/mail/test': () => {
        items = [one('mail', { chosen: true, address: 'petra@example.com', last_test: pending })]
        return json({ items }, 202)
      },
    },
  )
  await press('Send me a test')
  expect(card.text()).toContain('On its way.')
  const last_error = '550 5.1.1 no such user'
  items = [
    one('mail', { address: 'petra@example.com', last_test: { ...pending, status: 'failed', last_error } }),
  ]
  await vi.advanceTimersByTimeAsync(2000)
  expect(card.text()).toContain('The mail server does not know this address.')
  expect(card.text()).not.toContain('550')
  const asked = calls.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(calls).toHaveLength(asked)
})

test('after a minute it is no longer asked, and said so', async () => {
  vi.useFakeTimers()
  await open({ mail: { last_test: pending } })
  await vi.advanceTimersByTimeAsync(70_000)
  const asked = calls.length
  expect(card.text()).toContain('Look again later.')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(calls).toHaveLength(asked)
})
