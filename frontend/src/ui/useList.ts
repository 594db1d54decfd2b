/** A list whose search, filters, sort and page live in the address, so that back and reload keep them. */
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { useLoad, type Loaded } from '@/api/load'
import type { Page } from '@/api/types'

type Filters = Record<string, string>

export interface List<T, F extends Filters> extends Loaded<Page<T>> {
  items: ComputedRef<T[]>
  filters: ComputedRef<F>
  page: ComputedRef<number>
  pages: ComputedRef<number>
  /** Whether anything narrows the list (sorting does not). */
  narrowed: ComputedRef<boolean>
  set: (changes: Partial<F>) => void
  turn: (page: number) => void
  clear: () => void
}

interface Options<T, F extends Filters> {
  /** First word of the cache key: what invalidates together. */
  name: string
  defaults: F
  read: (filters: F, page: number) => Promise<Page<T>>
}

export function useList<T, F extends Filters>(options: Options<T, F>): List<T, F> {
  const route = useRoute()
  const router = useRouter()
  const own = route.name

  const names = Object.keys(options.defaults) as (keyof F & string)[]
  const valueOf = (name: keyof F & string) => {
    const value = route.query[name]
    return typeof value === 'string' ? value : options.defaults[name]
  }
  const read = () => Object.fromEntries(names.map((name) => [name, valueOf(name)])) as F

  // While another page takes over, the address is no longer ours to read.
  let last = read()
  const filters = computed<F>((): F => (route.name === own ? (last = read()) : last))
  const page = computed(() => Math.max(1, Number(route.query.page) || 1))

  const loaded = useLoad(
    () => [options.name, JSON.stringify(filters.value), page.value],
    () => options.read(filters.value, page.value),
    { keep: true },
  )

  function go(changes: Record<string, string | undefined>): void {
    const query: LocationQueryRaw = { ...route.query, ...changes }
    for (const [name, value] of Object.entries(query))
      if (value === undefined || value === (options.defaults[name] ?? '')) Reflect.deleteProperty(query, name)
    void router.replace({ query })
  }

  return {
    ...loaded,
    filters,
    page,
    items: computed(() => loaded.data.value?.items ?? []),
    pages: computed(() => Math.ceil((loaded.data.value?.total ?? 0) / (loaded.data.value?.per_page ?? 20))),
    narrowed: computed(() =>
      names.some((name) => name !== 'sort' && filters.value[name] !== options.defaults[name]),
    ),
    set: (changes) => go({ ...changes, page: undefined }),
    turn: (next) => go({ page: next > 1 ? String(next) : undefined }),
    clear: () => go(Object.fromEntries([...names, 'page'].map((name) => [name, undefined]))),
  }
}
