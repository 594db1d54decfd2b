import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { Problem } from '@/api/problem'
import type { Task } from '@/api/types'
import * as admin from '@/features/catalogue/admin'
import PriceInPlace from '@/features/catalogue/components/PriceInPlace.vue'

const task = { id: 3, name: 'Salon at home', price: 1299 } as Task

async function opened() {
  const place = mount(PriceInPlace, { props: { task }, attachTo: document.body })
  await place.get('button').trigger('click')
  const type = async (text: string) => {
    await place.get('input').setValue(text)
    await place.get('form').trigger('submit')
    await flushPromises()
  }
  return { place, type }
}

describe('a price in its place', () => {
  test('is shown in rupees until it is pressed', async () => {
    const place = mount(PriceInPlace, { props: { task } })
    expect(place.text()).toBe('₹1,299')
    expect(place.find('input').exists()).toBe(false)
  })

  test('is sent as rupees, and what came back is handed on', async () => {
    const changed = { ...task, price: 1349.5 }
    const edit = vi.spyOn(admin, 'editTask').mockResolvedValue(changed)
    const { place, type } = await opened()
    await type('₹1,349.50')
    expect(edit).toHaveBeenCalledWith(3, { price: 1349.5 })
    expect(place.emitted('changed')).toEqual([[changed]])
    expect(place.find('input').exists()).toBe(false)
    expect(document.activeElement).toBe(place.get('button').element)
  })

  test.each(['', 'free', '12.345', '-5', '1e9'])('%j is not sent', async (text) => {
    const edit = vi.spyOn(admin, 'editTask')
    const { place, type } = await opened()
    await type(text)
    expect(edit).not.toHaveBeenCalled()
    expect(place.get('[role=alert]').text()).toContain('rupees')
  })

  test('the same price is no change', async () => {
    const edit = vi.spyOn(admin, 'editTask')
    const { place, type } = await opened()
    await type('1299.00')
    expect(edit).not.toHaveBeenCalled()
    expect(place.find('input').exists()).toBe(false)
  })

  test('Escape leaves it as it was', async () => {
    const edit = vi.spyOn(admin, 'editTask')
    const { place } = await opened()
    await place.get('input').setValue('5')
    await place.get('input').trigger('keydown', { key: 'Escape' })
    expect(edit).not.toHaveBeenCalled()
    expect(place.text()).toBe('₹1,299')
  })

  test('a refusal keeps what was typed and says why', async () => {
    vi.spyOn(admin, 'editTask').mockRejectedValue(
      new Problem(422, 'validation', '', [{ pointer: '/price', code: 'nonsense', detail: 'Too dear.' }]),
    )
    const { place, type } = await opened()
    await type('9000000')
    expect(place.get('[role=alert]').text()).toBe('Too dear.')
    expect(place.get('input').element.value).toBe('9000000')
  })
})
