import { nextTick } from 'vue'
import { expect, test } from 'vitest'
import { allTexts } from '@/i18n'
import { mountApp } from '@/testing/mount'
import { periodOf, type Period } from '@/ui/period'
import PeriodField from '@/ui/PeriodField.vue'

async function field(modelValue: Period, any = false) {
  await allTexts()
  const { wrapper } = await mountApp(PeriodField, { modelValue, any })
  const chosen = () => wrapper.emitted('update:modelValue')?.at(-1)?.[0]
  return { wrapper, chosen, choose: (name: string) => wrapper.find('select').setValue(name) }
}
const days = { from: '2026-03-01', to: '2026-03-20' }

test('a name is chosen by its days and its name', async () => {
  const { chosen, choose } = await field(periodOf('30d'))
  await choose('7d')
  expect(chosen()).toEqual(periodOf('7d'))
})

test('other days open two dates and change nothing yet', async () => {
  const { wrapper, chosen, choose } = await field(periodOf('30d'))
  expect(wrapper.findAll('input[type=date]')).toHaveLength(0)
  await choose('other')
  expect(wrapper.findAll('input[type=date]')).toHaveLength(2)
  expect(chosen()).toBeUndefined()
})

test('two days make a period as soon as they are one', async () => {
  const { wrapper, chosen } = await field(days)
  const [from, to] = wrapper.findAll('input[type=date]')
  await from?.setValue('2026-04-01')
  expect(chosen()).toBeUndefined()
  expect(wrapper.get('[role=alert]').text()).toBe('The first day comes after the last.')
  await to?.setValue('2026-04-02')
  expect(chosen()).toEqual({ from: '2026-04-01', to: '2026-04-02' })
  await nextTick()
  expect(wrapper.find('[role=alert]').exists()).toBe(false)
})

test('a list may be about any time', async () => {
  const { wrapper, chosen, choose } = await field({ from: '', to: '' }, true)
  expect(wrapper.find('select').element.value).toBe('any')
  await choose('month')
  expect(chosen()).toEqual(periodOf('month'))
  await choose('any')
  expect(chosen()).toEqual({ from: '', to: '' })
})

test('a name chosen elsewhere closes the other days', async () => {
  const { wrapper, choose } = await field(periodOf('30d'))
  await choose('other')
  await wrapper.setProps({ modelValue: periodOf('12m') })
  expect(wrapper.findAll('input[type=date]')).toHaveLength(0)
  expect(wrapper.find('select').element.value).toBe('12m')
})
