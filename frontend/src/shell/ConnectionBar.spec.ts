import { nextTick } from 'vue'
import { expect, test } from 'vitest'
import { useSession } from '@/session/store'
import ConnectionBar from '@/shell/ConnectionBar.vue'
import { mountApp } from '@/testing/mount'

test('says that the API is out of reach until it is known who is here', async () => {
  const { wrapper } = await mountApp(ConnectionBar)
  expect(wrapper.text()).toBe('')
  useSession().unsure = true
  await nextTick()
  expect(wrapper.get('[role=status]').text()).toContain('No connection')
  useSession().unsure = false
  await nextTick()
  expect(wrapper.text()).toBe('')
})
