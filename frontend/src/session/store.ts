/** Who am I: the one store. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import { mayBeSignedIn, onSignedOut } from '@/api/transport'
import type { User } from '@/api/types'

export const useSession = defineStore('session', () => {
  const user = shallowRef<User>()
  let loading: Promise<void> | undefined

  const role = computed(() => user.value?.role)
  /** A professional who waits or was rejected sees only their own affairs. */
  const waiting = computed(() => role.value === 'professional' && !user.value?.is_active)

  async function load(): Promise<void> {
    if (!mayBeSignedIn()) return
    user.value = await take(api.GET('/api/me')).catch(() => undefined)
  }

  /** Resolves once it is known who is here; asks the API at most once a visit. */
  const ready = () => (loading ??= load())

  async function signIn(username: string, password: string): Promise<User> {
    const answer = await take(api.POST('/api/check', { body: { username, password } }))
    user.value = answer.user
    return answer.user
  }

  async function signOut(): Promise<void> {
    await take(api.POST('/api/logout'))
    user.value = undefined
  }

  const renew = (next: User) => (user.value = next)

  onSignedOut(() => (user.value = undefined))

  return { user, role, waiting, ready, reload: load, signIn, signOut, renew }
})
