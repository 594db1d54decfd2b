import { flushPromises } from '@vue/test-utils'
import { h } from 'vue'
import { expect, test } from 'vitest'
import type { WritableComputedRef } from 'vue'
import { mountApp } from '@/testing/mount'
import { periodOf, type Period } from '@/ui/period'
import { usePeriod } from '@/ui/usePeriod'

async function at(path: string) {
  let period: WritableComputedRef<Period> | undefined
  const page = {
    setup() {
      period = usePeriod()
      return () => h('i')
    },
  }
  const { router } = await mountApp(page, {}, path)
  if (!period) throw new Error('not mounted')
  return { router, period }
}

test.each(['/', '/?period=decade', '/?from=2026-02-01', '/?from=2026-02-02&to=2026-02-01', '/?from=1&to=2'])(
  '%s means the usual days',
  async (path) => {
    const { period } = await at(path)
    expect(period.value).toEqual(periodOf('30d'))
  },
)

test('days of one’s own are read from the address', async () => {
  const { period } = await at('/?from=2026-02-01&to=2026-02-03')
  expect(period.value).toEqual({ from: '2026-02-01', to: '2026-02-03' })
})

test('what is chosen stands in the address, beside what else stands there', async () => {
  const { period, router } = await at('/?q=tap&page=3')
  period.value = periodOf('12m')
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ q: 'tap', period: '12m' })
  period.value = { from: '2026-02-01', to: '2026-02-03' }
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ q: 'tap', from: '2026-02-01', to: '2026-02-03' })
  period.value = periodOf('30d')
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ q: 'tap' })
})
