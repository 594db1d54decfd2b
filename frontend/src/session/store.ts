/** Who am I: the one store. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { api, take } from '@/api/client'
import { lost } from '@/api/connection'
import { asProblem } from '@/api/problem'
import { mayBeSignedIn, onSignedOut } from '@/api/transport'
import type { User } from '@/api/types'
import { forget, keepMe, recallMe } from '@/offline/kept'

/** Seconds between two tries to learn who is here: they double from the first to the last. */
const FIRST = 1
const LAST = 30
/** After so many without an answer, whoever was here last is taken to be here still. */
const PATIENCE = 3

/** Until `seconds` are over, or the connection is back. */
const pause = (seconds: number) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(go, seconds * 1000)
    const stop = watch(lost, (now) => now || go())
    addEventListener('online', go)
    function go(): void {
      stop()
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
  })

export const useSession = defineStore('session', () => {
  const user = shallowRef<User>()
  /** Asking who is here failed, and is tried again: `user` is only who was here last, or nobody. */
  const unsure = ref(false)
  let loading: Promise<void> | undefined
  let settle: () => void = () => undefined
  const settled = new Promise<void>((resolve) => (settle = resolve))

  const role = computed(() => user.value?.role)
  /** A professional who waits or was rejected sees only their own affairs. */
  const waiting = computed(() => role.value === 'professional' && !user.value?.is_active)

  /** Whoever the API says is here; their copies stay, those of anybody else go. */
  function known(now: User | undefined): void {
    user.value = now
    unsure.value = false
    void (now ? keepMe(now) : forget())
  }

  /** Asks once. Only a 401 means signed out; any other problem is thrown and changes nothing. */
  async function reload(): Promise<void> {
    if (!mayBeSignedIn()) return
    const now = await take(api.GET('/api/me')).catch((error: unknown) => {
      if (asProblem(error).status === 401) return undefined
      throw error
    })
    known(now)
  }

  const tried = () =>
    reload().then(
      () => true,
      () => false,
    )

  /** Until the API answers, whoever was here last is taken to be here still. */
  async function assume(): Promise<void> {
    unsure.value = true
    const kept = await recallMe()
    if (!kept || !unsure.value) return
    user.value ??= kept
    settle()
  }

  async function load(): Promise<void> {
    const slow = setTimeout(() => void assume(), PATIENCE * 1000)
    for (let wait = FIRST; !(await tried()); wait = Math.min(wait * 2, LAST)) {
      await assume()
      await pause(wait)
    }
    clearTimeout(slow)
    unsure.value = false
    settle()
  }

  /**
   * Resolves once it is known who is here, or can be assumed; without either that takes as long as it takes.
   * Asks the API at most once a visit.
   */
  function ready(): Promise<void> {
    loading ??= load()
    return settled
  }

  async function signIn(username: string, password: string): Promise<User> {
    const answer = await take(api.POST('/api/check', { body: { username, password } }))
    known(answer.user)
    return answer.user
  }

  async function signOut(): Promise<void> {
    await take(api.POST('/api/logout'))
    await forget()
    user.value = undefined
  }

  onSignedOut(() => known(undefined))

  return { user, role, waiting, unsure, ready, reload, signIn, signOut, renew: known }
})
