/** Who am I: the one store. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import { mayBeSignedIn, onSignedOut } from '@/api/transport'
import type { User } from '@/api/types'

/** Seconds between two tries to learn who is here: they double from the first to the last. */
const FIRST = 1
const LAST = 30

/** Until `seconds` are over, or the connection is back. */
const pause = (seconds: number) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(go, seconds * 1000)
    addEventListener('online', go)
    function go(): void {
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
  })

export const useSession = defineStore('session', () => {
  const user = shallowRef<User>()
  /** Asking who is here failed, and is tried again: neither signed in nor out. */
  const unsure = ref(false)
  let loading: Promise<void> | undefined

  const role = computed(() => user.value?.role)
  /** A professional who waits or was rejected sees only their own affairs. */
  const waiting = computed(() => role.value === 'professional' && !user.value?.is_active)

  /** Asks once. Only a 401 means signed out; any other problem is thrown and changes nothing. */
  async function reload(): Promise<void> {
    if (!mayBeSignedIn()) return
    user.value = await take(api.GET('/api/me')).catch((error: unknown) => {
      if (asProblem(error).status === 401) return undefined
      throw error
    })
  }

  const tried = () =>
    reload().then(
      () => true,
      () => false,
    )

  async function load(): Promise<void> {
    for (let wait = FIRST; !(await tried()); wait = Math.min(wait * 2, LAST)) {
      unsure.value = true
      await pause(wait)
    }
    unsure.value = false
  }

  /** Resolves once it is known who is here, however long that takes; asks the API at most once a visit. */
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

  return { user, role, waiting, unsure, ready, reload, signIn, signOut, renew }
})
