import { expect, test } from 'vitest'
import { allTexts } from '@/i18n'
import { mountApp } from '@/testing/mount'
import TimeChart from '@/ui/charts/TimeChart.vue'

async function chart(more: Record<string, unknown> = {}) {
  await allTexts()
  const { wrapper } = await mountApp(TimeChart, {
    title: 'Bookings',
    unit: 'Day',
    whole: '1 – 3 Nov 2026',
    labels: ['1 Nov', '2 Nov', '3 Nov'].map((short) => ({ short, long: `${short} 2026` })),
    series: [
      { name: 'closed', label: 'Closed', colour: 'fill-closed', values: [1, 0, 200000], shape: 'bar' },
      { name: 'made', label: 'Booked', colour: 'peacock', values: [4, 5, 6], shape: 'line' },
    ],
    ...more,
  })
  const slider = () => wrapper.get('[role=slider]')
  const press = (key: string) => slider().trigger('keydown', { key })
  const legend = () =>
    wrapper.findAll('li').map((one) => `${one.get('span').text()} ${one.get('strong').text()}`)
  return { wrapper, slider, press, legend }
}

test('the legend has the sums until somebody looks at a step', async () => {
  const { wrapper, legend, press, slider } = await chart()
  expect(legend()).toEqual(['Closed 2,00,001', 'Booked 15'])
  await press('ArrowRight')
  expect(wrapper.text()).toContain('1 Nov 2026')
  expect(legend()).toEqual(['Closed 1', 'Booked 4'])
  await press('ArrowRight')
  expect(slider().attributes('aria-valuetext')).toBe('2 Nov 2026: Closed 0, Booked 5')
  await press('End')
  expect(legend()).toEqual(['Closed 2,00,000', 'Booked 6'])
  await press('ArrowRight')
  expect(slider().attributes('aria-valuenow')).toBe('3')
  await press('Escape')
  expect(legend()).toEqual(['Closed 2,00,001', 'Booked 15'])
})

test('keys that mean nothing here are left alone', async () => {
  const { slider, legend, press } = await chart()
  await press('Home')
  await slider().trigger('keydown', { key: 'Tab' })
  expect(legend()).toEqual(['Closed 1', 'Booked 4'])
  await slider().trigger('blur')
  expect(legend()).toEqual(['Closed 2,00,001', 'Booked 15'])
})

test('the table has a head, every step and the sums', async () => {
  const { wrapper } = await chart()
  expect(wrapper.findAll('thead th').map((one) => one.text())).toEqual(['Day', 'Closed', 'Booked'])
  expect(wrapper.findAll('tbody tr')).toHaveLength(3)
  expect(wrapper.get('tbody tr:last-child').text()).toContain('2,00,000')
  expect(wrapper.findAll('tfoot td').map((one) => one.text())).toEqual(['2,00,001', '15'])
})

test('without anything to draw it says so', async () => {
  const { wrapper } = await chart({ empty: 'Quiet days.' })
  expect(wrapper.text()).toContain('Quiet days.')
  expect(wrapper.find('[role=slider]').exists()).toBe(false)
  expect(wrapper.find('button').exists()).toBe(false)
})
