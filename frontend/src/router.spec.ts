import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test } from 'vitest'
import type { RouteLocationNormalized } from 'vue-router'
import type { User } from '@/api/types'
import { guard } from '@/router'
import { useSession } from '@/session/store'

const to = (meta: object) => ({ meta, fullPath: '/bookings?page=2' }) as RouteLocationNormalized
const signIn = (user: Partial<User>) => useSession().renew({ is_active: true, ...user } as User)

beforeEach(() => setActivePinia(createPinia()))

describe('the guard', () => {
  test('lets everybody into public pages', async () => {
    expect(await guard(to({}))).toBe(true)
  })

  test('sends strangers to sign in, and back afterwards', async () => {
    const answer = await guard(to({ roles: ['customer'] }))
    expect(answer).toEqual({ path: '/login', query: { next: '/bookings?page=2' } })
  })

  test('sends each role that is not meant to its own start', async () => {
    signIn({ role: 'professional' })
    expect(await guard(to({ roles: ['customer'] }))).toBe('/inbox')
    expect(await guard(to({ roles: ['professional'] }))).toBe(true)
    signIn({ role: 'admin' })
    expect(await guard(to({ roles: ['customer'] }))).toBe('/admin')
  })

  test('keeps a professional who waits at the waiting page, but for their own affairs', async () => {
    signIn({ role: 'professional', is_active: false })
    expect(await guard(to({ roles: ['professional'] }))).toBe('/waiting')
    expect(await guard(to({ roles: ['professional'], waiting: true }))).toBe(true)
  })

  test('spares those who are in the sign-in page', async () => {
    signIn({ role: 'customer' })
    expect(await guard(to({ guest: true }))).toBe('/')
  })
})
