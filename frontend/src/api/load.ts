/** Reading from the API in a component: what came, what went wrong, and whether more is on its way. */
import { useQuery, useQueryCache, type EntryKey } from '@pinia/colada'
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { forgetAnswers } from '@/api/answers'
import { asProblem, type Problem } from '@/api/problem'

export interface Loaded<T> {
  data: ComputedRef<T | undefined>
  problem: ComputedRef<Problem | undefined>
  /** Nothing to show yet: draw the skeleton. */
  loading: ComputedRef<boolean>
  /** Something to show, newer on its way: dim it. */
  busy: ComputedRef<boolean>
  reload: () => Promise<void>
}

interface Options {
  /** Keep showing the previous result while the key changes (lists). */
  keep?: boolean
  enabled?: MaybeRefOrGetter<boolean>
}

/** Loads `read` and again whenever `key` changes; results are shared by key and shown again on return. */
export function useLoad<T>(key: () => EntryKey, read: () => Promise<T>, options: Options = {}): Loaded<T> {
  const query = useQuery<T, Problem>({
    key,
    query: () =>
      read().catch((error: unknown) => {
        throw asProblem(error)
      }),
    enabled: () => toValue(options.enabled ?? true),
    placeholderData: options.keep ? (previous: T | undefined) => previous : undefined,
    staleTime: 0,
  })
  const changing = computed(() => query.isPlaceholderData.value)
  return {
    data: computed(() => query.data.value),
    problem: computed(() => query.error.value ?? undefined),
    loading: computed(() => query.data.value === undefined && query.asyncStatus.value === 'loading'),
    busy: computed(() => changing.value && query.asyncStatus.value === 'loading'),
    reload: async () => void (await query.refetch()),
  }
}

/** Marks everything under these key beginnings as old; what is on the screen loads again and shows its own failures. */
export function useStale(): (...beginnings: string[]) => Promise<unknown> {
  const cache = useQueryCache()
  return (...beginnings) =>
    Promise.allSettled(beginnings.map((one) => cache.invalidateQueries({ key: [one] })))
}

/** Has everything asked for again that is on the screen. */
export function useReloadAll(): () => Promise<unknown> {
  const cache = useQueryCache()
  return () => Promise.allSettled([cache.invalidateQueries()])
}

/** Lets go of everything that was read and is not on the screen: the next person must not find it. */
export function useForgetAll(): () => void {
  const cache = useQueryCache()
  return () => {
    forgetAnswers()
    cache.getEntries({ active: false }).forEach((entry) => cache.remove(entry))
  }
}
