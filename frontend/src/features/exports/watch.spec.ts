import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as api from '@/features/exports/api'
import type { Export } from '@/features/exports/api'
import { Problem } from '@/api/problem'
import { askAll, findRunning, follow, forget, running, waiting } from '@/features/exports/watch'
import { toasts } from '@/ui/toasts'

const one = (more: Partial<Export> = {}) =>
  ({ id: 7, kind: 'closed_bookings', status: 'running', progress: 10, rows: null, ...more }) as Export
const answer = (more: Partial<Export>) => vi.spyOn(api, 'readExport').mockResolvedValue(one(more))

beforeEach(() => {
  sessionStorage.clear()
  toasts.length = 0
  forget(7)
})

describe('the watch over exports', () => {
  test('follows one while it runs, and says nothing', async () => {
    follow(one())
    answer({ progress: 60 })
    expect(await askAll()).toBe(false)
    expect(running.value[0]?.progress).toBe(60)
    expect(toasts).toHaveLength(0)
  })

  test('tells once when it is done, with the file at hand', async () => {
    follow(one())
    answer({ status: 'done', progress: 100, rows: 201 })
    expect(await askAll()).toBe(true)
    expect(waiting.value).toBe(false)
    expect(toasts).toHaveLength(1)
    expect(toasts[0]).toMatchObject({
      text: 'CSV is ready: 201 rows.',
      action: { href: '/api/exports/7/file' },
    })
    expect(await askAll()).toBe(false)
  })

  test('says so when it failed', async () => {
    follow(one())
    answer({ status: 'failed', error: 'No room' })
    await askAll()
    expect(toasts[0]).toMatchObject({ kind: 'problem', action: { to: '/admin/exports' } })
  })

  test('a cancelled one leaves quietly', async () => {
    follow(one())
    answer({ status: 'cancelled' })
    await askAll()
    expect(waiting.value).toBe(false)
    expect(toasts).toHaveLength(0)
  })

  test('what was cancelled while we asked is not brought back', async () => {
    follow(one())
    vi.spyOn(api, 'readExport').mockImplementation(async () => {
      forget(7)
      return one({ progress: 90 })
    })
    await askAll()
    expect(waiting.value).toBe(false)
  })

  test('a lost connection is waited out, what is not ours is dropped', async () => {
    follow(one())
    vi.spyOn(api, 'readExport').mockRejectedValue(new Problem(0, 'offline', ''))
    await askAll()
    expect(waiting.value).toBe(true)
    vi.spyOn(api, 'readExport').mockRejectedValue(new Problem(404, 'not_found', ''))
    await askAll()
    expect(waiting.value).toBe(false)
  })

  test('finds those that another tab asked for, and remembers them over a reload', async () => {
    const items = [one(), one({ id: 6, status: 'done' })]
    vi.spyOn(api, 'listExports').mockResolvedValue({ items, total: 2, page: 1, per_page: 20, next: null })
    await findRunning()
    expect(running.value.map(({ id }) => id)).toEqual([7])
    expect(sessionStorage.getItem('dastak.exports')).toBe('[7]')
  })
})
