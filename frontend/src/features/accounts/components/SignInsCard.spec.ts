import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import SignInsCard from '@/features/accounts/components/SignInsCard.vue'
import { answer, problem, type Call } from '@/testing/api'
import { mountApp } from '@/testing/mount'
import { asked } from '@/ui/confirm'
import { toasts } from '@/ui/toasts'

const AT = '2026-11-20T10:00:00Z'
const phone = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36'
const desk = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'
const row = (id: string, user_agent: string, current: boolean) => ({
  ...{ id, user_agent, current, created_at: AT, refreshed_at: AT },
})

async function open(routes: Parameters<typeof answer>[0] = {}) {
  let rows = [row('a', phone, false), row('b', desk, true), row('c', 'curl/8', false)]
  const end = ({ path }: Call) => {
    rows = rows.filter(({ id }) => !path.endsWith(`/${id}`))
    return new Response(null, { status: 204 })
  }
  const calls = answer({
    'GET /api/me/sessions': () => ({ items: rows }),
    'DELETE /api/me/sessions/a': end,
    'DELETE /api/me/sessions': () => {
      rows = rows.filter(({ current }) => current)
      return new Response(null, { status: 204 })
    },
    ...routes,
  })
  toasts.splice(0)
  const { wrapper } = await mountApp(SignInsCard)
  await flushPromises()
  return { calls, wrapper }
}

test('this device stands first, and has no way out', async () => {
  const { wrapper } = await open()
  const rows = wrapper.findAll('li')
  expect(rows[0]?.text()).toContain('Firefox on Linux')
  expect(rows[0]?.text()).toContain('This device')
  expect(rows[0]?.find('button').exists()).toBe(false)
  expect(rows[1]?.text()).toContain('Chrome on Android')
})

test('one is ended, and the list says so', async () => {
  const { wrapper, calls } = await open()
  await wrapper.get('button[aria-label="Log out Chrome on Android"]').trigger('click')
  await flushPromises()
  expect(calls.some(({ method, path }) => method === 'DELETE' && path === '/api/me/sessions/a')).toBe(true)
  expect(wrapper.findAll('li')).toHaveLength(2)
  expect(toasts[0]?.text).toBe('Chrome on Android is logged out.')
  expect(document.activeElement?.id).toBe('sign-ins-title')
})

test('all others are ended once that is asked', async () => {
  const { wrapper } = await open()
  await wrapper.findAll('button').at(-1)?.trigger('click')
  asked.value?.answer('')
  await flushPromises()
  expect(wrapper.findAll('li')).toHaveLength(1)
})

test('what fails is told', async () => {
  const { wrapper } = await open({ 'DELETE /api/me/sessions/a': problem(503, 'unavailable') })
  await wrapper.get('button[aria-label="Log out Chrome on Android"]').trigger('click')
  await flushPromises()
  expect(toasts[0]?.kind).toBe('problem')
  expect(wrapper.findAll('li')).toHaveLength(3)
})
