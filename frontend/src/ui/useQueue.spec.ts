import { describe, expect, test } from 'vitest'
import { nextTick, ref } from 'vue'
import { useQueue } from '@/ui/useQueue'

const people = (...ids: number[]) => ids.map((id) => ({ id }))
function queue(...ids: number[]) {
  const items = ref(people(...ids))
  return { items, ...useQueue(() => items.value) }
}

describe('the queue', () => {
  test('walks to both ends and no further', () => {
    const { current, next, previous, place } = queue(1, 2)
    previous()
    expect(current.value?.id).toBe(1)
    next()
    next()
    expect(current.value?.id).toBe(2)
    expect(place.value).toBe(2)
  })

  test('who is decided leaves, and the next one comes up', async () => {
    const { items, current, next } = queue(1, 2, 3)
    next()
    items.value = people(1, 3)
    await nextTick()
    expect(current.value?.id).toBe(3)
  })

  test('after the last one the one before it comes up, then nobody', async () => {
    const { items, current, next } = queue(1, 2)
    next()
    items.value = people(1)
    await nextTick()
    expect(current.value?.id).toBe(1)
    items.value = []
    await nextTick()
    expect(current.value).toBeUndefined()
  })

  test('stays with the same one while others come and go before it', async () => {
    const { items, current, place, choose } = queue(1, 2, 3)
    choose(3)
    items.value = people(3, 4)
    await nextTick()
    expect(current.value?.id).toBe(3)
    expect(place.value).toBe(1)
  })

  test('begins when the first one arrives', async () => {
    const { items, current } = queue()
    items.value = people(9)
    await nextTick()
    expect(current.value?.id).toBe(9)
  })
})
