import { flushPromises } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { defineComponent } from 'vue'
import { mountApp } from '@/testing/mount'
import { useList, type List } from '@/ui/useList'

interface Row {
  id: number
}
type Filters = { q: string; sort: string }

async function open(path: string) {
  const read = vi.fn((filters: Filters, page: number) =>
    Promise.resolve({ items: [{ id: page }], total: 45, page, per_page: 20, next: filters.q || null }),
  )
  let list: List<Row, Filters> | undefined
  const page = defineComponent({
    setup() {
      list = useList<Row, Filters>({ name: 'rows', defaults: { q: '', sort: '-id' }, read })
      return () => null
    },
  })
  const { router } = await mountApp(page, {}, path)
  await flushPromises()
  return { list: list as List<Row, Filters>, read, router }
}

test('reads its filters and its page from the address', async () => {
  const { list, read } = await open('/rows?q=tap&page=2')
  expect(read).toHaveBeenCalledWith({ q: 'tap', sort: '-id' }, 2)
  expect(list.pages.value).toBe(3)
  expect(list.narrowed.value).toBe(true)
})

test('writes only what differs from the defaults, and begins again at page one', async () => {
  const { list, router } = await open('/rows?page=2&book=7')
  list.set({ q: 'fan' })
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ book: '7', q: 'fan' })
  list.set({ q: '', sort: 'id' })
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ book: '7', sort: 'id' })
  expect(list.narrowed.value).toBe(false)
})

test('turns pages and clears', async () => {
  const { list, router, read } = await open('/rows?q=tap')
  list.turn(3)
  await flushPromises()
  expect(read).toHaveBeenLastCalledWith({ q: 'tap', sort: '-id' }, 3)
  list.clear()
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({})
})
