import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '@/api/problem'
import type { User } from '@/api/types'
import { copyOf, useCopy, withCopy, type Copy } from '@/offline/copies'
import { forget, keepMe } from '@/offline/kept'
import { mountApp } from '@/testing/mount'

const offline = () => Promise.reject(new Problem(0, 'offline', ''))
const fails = (status: number) => () => Promise.reject(new Problem(status, 'x', ''))
const says = (data: string[]) => () => Promise.resolve(data)

let plan: Copy<string[]>
let reread: string[] | undefined

beforeEach(async () => {
  document.cookie = 'csrf_refresh_token=again'
  await keepMe({ id: 4 } as User)
  plan = copyOf('plan', (all) => all.filter((one) => one !== 'private'))
  await plan.keep(['tap', 'private'])
})
afterEach(async () => {
  vi.useRealTimers()
  await forget()
})

/** What a page would show: since when its data is a copy. */
async function asOf() {
  let shown: unknown
  await mountApp({
    setup() {
      const since = useCopy(
        () => 'plan',
        () => withCopy(plan, offline).then((data) => (reread = data)),
      )
      return () => ((shown = since.value), null)
    },
  })
  return shown
}

test.each([0, 500, 502, 503])('out of reach (%i): the copy, marked with its moment', async (status) => {
  const before = Date.now()
  expect(await withCopy(plan, fails(status))).toEqual(['tap'])
  expect(await asOf()).toBeLessThanOrEqual(before)
})

test('within reach: what the API says, and a new copy of what may be kept', async () => {
  await withCopy(plan, offline)
  expect(await withCopy(plan, says(['fan', 'private']))).toEqual(['fan', 'private'])
  expect(await asOf()).toBeUndefined()
  expect(await withCopy(plan, offline)).toEqual(['fan'])
})

test.each([401, 403, 404])('a refusal (%i) is told, and ends the copy', async (status) => {
  await expect(withCopy(plan, fails(status))).rejects.toMatchObject({ status })
  await expect(withCopy(plan, offline)).rejects.toMatchObject({ code: 'offline' })
})

test("without a copy the problem is the reader's to see", async () => {
  await expect(withCopy(copyOf('booking/7'), offline)).rejects.toMatchObject({ code: 'offline' })
})

test('an answer that takes long is not waited for where there is a copy', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let answer: (data: string[]) => void = () => undefined
  const reading = withCopy(plan, () => new Promise<string[]>((resolve) => (answer = resolve)))
  await vi.advanceTimersByTimeAsync(5_000)
  vi.useRealTimers()
  expect(await reading).toEqual(['tap'])
  expect(await asOf()).toBeDefined()
  answer(['late'])
  await vi.waitFor(async () => expect((await plan.recall())?.data).toEqual(['late']))
  expect(reread).toEqual(['late'])
  expect(await asOf()).toBeUndefined()
})
