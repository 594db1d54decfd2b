import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import ResetPage from '@/features/accounts/pages/ResetPage.vue'
import { caller } from '@/features/accounts/drafts'
import { answer, problem } from '@/testing/api'
import { mountApp } from '@/testing/mount'
import { toasts } from '@/ui/toasts'

const ASK = 'POST /api/password-resets'
const USE = 'POST /api/password-resets/use'

beforeEach(() => {
  caller.username = ''
  toasts.splice(0)
})

async function open(path: string) {
  const mounted = await mountApp(ResetPage, {}, path)
  await flushPromises()
  return mounted
}

test('after asking it says the same to everybody, and names the hour', async () => {
  const calls = answer({ [ASK]: { minutes: 60 } })
  const { wrapper } = await open('/reset')
  await wrapper.get('[name=email]').setValue('carl@example.com')
  await wrapper.get('form').trigger('submit')
  await flushPromises()
  expect(calls[0]?.body).toEqual({ email: 'carl@example.com' })
  expect(wrapper.text()).toContain('If carl@example.com has an account with us')
  expect(wrapper.text()).toContain('one hour')
  await wrapper.get('button').trigger('click')
  expect((wrapper.get('[name=email]').element as HTMLInputElement).value).toBe('carl@example.com')
})

test('what is no mail address does not travel', async () => {
  const calls = answer({})
  const { wrapper } = await open('/reset')
  await wrapper.get('[name=email]').setValue('carl')
  await wrapper.get('form').trigger('submit')
  expect(calls).toHaveLength(0)
  expect(wrapper.text()).toContain('does not look like a mail address')
})

test('a link leads to a new password, then to the login with the name in place', async () => {
  caller.username = 'carl@example.com'
  const calls = answer({ [USE]: new Response(null, { status: 204 }) })
  const { wrapper, router } = await open('/reset#abc.def')
  await wrapper.get('[name=new_password]').setValue('another long evening')
  await wrapper.get('form').trigger('submit')
  await flushPromises()
  expect(calls[0]?.body).toEqual({ token: 'abc.def', new_password: 'another long evening' })
  expect(router.currentRoute.value.fullPath).toBe('/login?username=carl@example.com')
  expect(toasts[0]?.text).toContain('new password is set')
})

test('an old link says so, and offers another one', async () => {
  answer({ [USE]: problem(409, 'reset_expired') })
  const { wrapper, router } = await open('/reset#abc.def')
  await wrapper.get('[name=new_password]').setValue('another long evening')
  await wrapper.get('form').trigger('submit')
  await flushPromises()
  expect(wrapper.text()).toContain('no longer works')
  await wrapper.get('button').trigger('click')
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/reset')
  expect(wrapper.text()).toContain('Send me a link')
})

test("the server's reason stands at the field, and what was typed stays", async () => {
  const errors = [{ pointer: '/new_password', code: 'common_password', detail: '' }]
  answer({ [USE]: problem(422, 'validation', { errors }) })
  const { wrapper } = await open('/reset#abc.def')
  await wrapper.get('[name=new_password]').setValue('carl@example.com')
  await wrapper.get('form').trigger('submit')
  await flushPromises()
  expect(wrapper.text()).toContain('Too easy to guess')
  expect((wrapper.get('[name=new_password]').element as HTMLInputElement).value).toBe('carl@example.com')
})
