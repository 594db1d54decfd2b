/** Reading with a copy for bad times: what the API said last is shown again while it is out of reach. */
import {
  computed,
  inject,
  onScopeDispose,
  provide,
  reactive,
  ref,
  watch,
  type ComputedRef,
  type InjectionKey,
} from 'vue'
import { lost } from '@/api/connection'
import { asProblem, Problem } from '@/api/problem'
import { drop, keep, recall, type Kept } from '@/offline/kept'

/** Seconds after which a copy is shown, while the answer is still on its way. */
const PATIENCE = 5

/** The copies on the screen by name, with the moment each was made (ms since 1970). */
const shown = reactive(new Map<string, number>())

/** Since when nothing has come from the API: until then, what stands on the screen was true. */
const lostSince = ref<number>()
watch(lost, (now) => (lostSince.value = now ? Date.now() : undefined), { immediate: true, flush: 'sync' })

/** What came too late to be waited for, until the page that shows a copy takes it in. */
const late = new Map<string, unknown>()
interface Reader {
  name: () => string
  reload: () => Promise<unknown>
}
/** The pages on the screen that may show a copy. */
const readers = new Set<Reader>()

function arrivedLate(name: string, data: unknown): void {
  for (const reader of readers)
    if (reader.name() === name) {
      late.set(name, data)
      void reader.reload().catch(() => undefined)
    }
}

export interface Copy<T> {
  name: string
  keep: (data: T) => Promise<unknown>
  recall: () => Promise<Kept<T> | undefined>
  drop: () => Promise<unknown>
}

/** The copy called `name`; `fit` says what of it may be kept and shown, today. */
export const copyOf = <T>(name: string, fit: (data: T) => T = (data) => data): Copy<T> => ({
  name,
  keep: (data) => keep(name, fit(data)),
  recall: async () => {
    const kept = await recall<T>(name)
    return kept && { ...kept, data: fit(kept.data) }
  },
  drop: () => drop(name),
})

/** Out of reach: no connection, a proxy that finds nobody, a server in trouble. A refusal is none of these. */
const outOfReach = (problem: Problem) => problem.status === 0 || problem.status >= 500

function atMost<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem(0, 'offline', '')), seconds * 1000)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** What `read` says, and a copy of it made; the copy itself while the API is out of reach or too slow. */
export async function withCopy<T>(copy: Copy<T>, read: () => Promise<T>): Promise<T> {
  const reading = (late.has(copy.name) ? Promise.resolve(late.get(copy.name) as T) : read()).then((data) => {
    void copy.keep(data)
    return data
  })
  late.delete(copy.name)
  try {
    const data = await atMost(PATIENCE, reading)
    shown.delete(copy.name)
    return data
  } catch (error) {
    if (!outOfReach(asProblem(error))) {
      shown.delete(copy.name)
      void copy.drop()
      throw error
    }
    const kept = await copy.recall()
    // Without a copy it is waited for, or fails with its own problem.
    if (!kept) return reading
    shown.set(copy.name, kept.at)
    reading.then(
      (data) => arrivedLate(copy.name, data),
      () => undefined,
    )
    return kept.data
  }
}

const AS_OF: InjectionKey<ComputedRef<number | undefined>> = Symbol('as of')

/**
 * For a page: since when its data is a copy, undefined while it is live; the buttons below learn of it too.
 * `reload` reads again what came after all.
 */
export function useCopy(name: () => string, reload: () => Promise<unknown>): ComputedRef<number | undefined> {
  const reader = { name, reload }
  readers.add(reader)
  onScopeDispose(() => readers.delete(reader))
  const asOf = computed(() => (name() ? (shown.get(name()) ?? lostSince.value) : undefined))
  provide(AS_OF, asOf)
  return asOf
}

/** For what stands on a page: whether a copy is shown, on which nothing can be done. */
export function useIsCopy(): ComputedRef<boolean> {
  const asOf = inject(AS_OF, undefined)
  return computed(() => asOf?.value !== undefined)
}
