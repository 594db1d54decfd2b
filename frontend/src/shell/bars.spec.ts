import { expect, test } from 'vitest'
import type { User } from '@/api/types'
import { badges } from '@/session/news'
import { useSession } from '@/session/store'
import AccountMenu from '@/shell/AccountMenu.vue'
import BottomBar from '@/shell/BottomBar.vue'
import { mountApp } from '@/testing/mount'

const professional = {
  id: 3,
  role: 'professional',
  is_active: true,
  firstname: 'Petra',
  lastname: 'Nair',
} as User
const admin = { ...professional, role: 'admin', firstname: 'Ada' } as User

test('a place says how much waits there, to the eye and to the ear', async () => {
  const { wrapper } = await mountApp(BottomBar)
  useSession().renew(professional)
  badges.value = { notices: 1, mark: '', inbox: 120, schedule: 0 }
  await wrapper.vm.$nextTick()
  const inbox = wrapper.get('a[href="/inbox"]')
  expect(inbox.attributes('aria-label')).toBe('Inbox, 120 waiting')
  expect(inbox.find('[data-count]').attributes('data-count')).toBe('99+')
  const plan = wrapper.get('a[href="/schedule"]')
  expect([plan.attributes('aria-label'), plan.text()]).toEqual([undefined, 'Day plan'])
})

test('the menu tells of places that stand nowhere else', async () => {
  const { wrapper } = await mountApp(AccountMenu, { user: admin })
  useSession().renew(admin)
  badges.value = { notices: 1, mark: '', approvals: 4, exports: 1, deliveries: 2 }
  await wrapper.vm.$nextTick()
  expect(wrapper.get('button').attributes('aria-label')).toBe('Account of Ada, 3 waiting')
  expect(wrapper.get('a[href="/admin/deliveries"]').attributes('aria-label')).toBe('Deliveries, 2 waiting')
  badges.value = undefined
})
