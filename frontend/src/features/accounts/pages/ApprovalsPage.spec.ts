import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { User } from '@/api/types'
import ApprovalsPage from '@/features/accounts/pages/ApprovalsPage.vue'
import * as users from '@/features/accounts/users'
import { asked } from '@/ui/confirm'

const person = (id: number, more: Partial<User> = {}) =>
  ({
    ...{ id, username: `p${id}`, firstname: `Person${id}`, lastname: 'Rao', email: 'p@example.com' },
    ...{ role: 'professional', status: 'pending', status_reason: null, pincode: '560001', address: '' },
    ...{ phone: null, tasks: [], pincodes: [], exp: 2, compname: 'Co', document: null },
    ...{ created_at: '2026-11-01T00:00:00Z', last_seen_at: null, actions: ['approve', 'reject'] },
    ...more,
  }) as User

let queue: User[] = []
let page: ReturnType<typeof mount>

async function open(...people: User[]) {
  queue = people
  vi.spyOn(users, 'readQueue').mockImplementation(async () => [...queue])
  vi.spyOn(users, 'moveUser').mockImplementation(async (id) => {
    queue = queue.filter((one) => one.id !== id)
    return person(id)
  })
  page = mount(ApprovalsPage, {
    attachTo: document.body,
    global: {
      plugins: [createPinia(), PiniaColada],
      stubs: { PersonFacts: true, DocumentPages: true, RouterLink: true },
    },
  })
  await flushPromises()
}
async function press(key: string, more: KeyboardEventInit = {}) {
  dispatchEvent(new KeyboardEvent('keydown', { key, ...more }))
  await flushPromises()
}
const shown = () => page.find('section h2').text()

beforeEach(() => {
  asked.value = undefined
})
afterEach(() => page.unmount())

describe('approving from the keyboard', () => {
  test('A approves, and the next one comes up', async () => {
    await open(person(1), person(2))
    await press('a')
    expect(users.moveUser).toHaveBeenCalledExactlyOnceWith(1, 'approve', undefined)
    expect(shown()).toContain('Person2')
  })

  test('J and K walk without deciding anything', async () => {
    await open(person(1), person(2))
    await press('j')
    expect(shown()).toContain('Person2')
    await press('k')
    expect(shown()).toContain('Person1')
    expect(users.moveUser).not.toHaveBeenCalled()
  })

  test('R asks why, and sends the reason', async () => {
    await open(person(1))
    await press('r')
    expect(asked.value?.reason?.required).toBe(true)
    asked.value?.answer('Unreadable')
    await flushPromises()
    expect(users.moveUser).toHaveBeenCalledExactlyOnceWith(1, 'reject', 'Unreadable')
    expect(page.text()).toContain('Everybody is looked after')
  })

  test('a screen reader hears how it went and who is next, and the focus is never lost', async () => {
    await open(person(1), person(2))
    page.get<HTMLElement>('footer button:last-child').element.focus()
    await press('a')
    const heard = page.get('p[role=status]')
    expect(heard.text()).toBe('Person1 Rao is approved. Next: Person2 Rao.')
    expect(document.activeElement).not.toBe(document.body)
    await press('a')
    expect(heard.text()).toBe('Person2 Rao is approved. Nobody else is waiting.')
    expect(document.activeElement).not.toBe(document.body)
  })

  test('while a question waits for its answer, no key decides', async () => {
    await open(person(1), person(2))
    await press('r')
    await press('a')
    await press('j')
    expect(users.moveUser).not.toHaveBeenCalled()
    expect(shown()).toContain('Person1')
  })

  test('what the API does not offer, no key does', async () => {
    await open(person(1, { actions: ['reject'] }))
    await press('a')
    expect(users.moveUser).not.toHaveBeenCalled()
  })

  test('a held key, a shortcut of the browser and keys switched off do nothing', async () => {
    await open(person(1))
    await press('a', { repeat: true })
    await press('a', { ctrlKey: true })
    await page.get('input[type=checkbox]').setValue(false)
    await press('a')
    expect(users.moveUser).not.toHaveBeenCalled()
  })

  test('a new document of somebody active is noted as seen', async () => {
    const document = { media_type: 'image/png', size: 1, pages: 1, uploaded_at: '2026-11-01T00:00:00Z' }
    const review = vi.spyOn(users, 'reviewDocument').mockResolvedValue(undefined)
    await open(
      person(1, { status: 'active', actions: ['block'], document: { ...document, needs_review: true } }),
    )
    await press('a')
    expect(review).toHaveBeenCalledExactlyOnceWith(1)
  })
})
