/** One after the other through a list that changes below one's feet. */
import { computed, ref, watch, type ComputedRef } from 'vue'

export interface Queue<T> {
  current: ComputedRef<T | undefined>
  /** Where the current one stands, from 1. */
  place: ComputedRef<number>
  next: () => void
  previous: () => void
  choose: (id: number) => void
}

/** When the current one leaves the list, whoever comes after it is next; those before may come and go. */
export function useQueue<T extends { id: number }>(items: () => T[]): Queue<T> {
  const id = ref<number>()
  const at = ref(0)

  watch(
    items,
    (now) => {
      const found = now.findIndex((one) => one.id === id.value)
      at.value = found >= 0 ? found : Math.max(0, Math.min(at.value, now.length - 1))
      id.value = now[at.value]?.id
    },
    { immediate: true },
  )
  function step(by: number): void {
    at.value = Math.max(0, Math.min(at.value + by, items().length - 1))
    id.value = items()[at.value]?.id
  }

  return {
    current: computed(() => items()[at.value]),
    place: computed(() => at.value + 1),
    next: () => step(1),
    previous: () => step(-1),
    choose: (wanted) => step(items().findIndex((one) => one.id === wanted) - at.value),
  }
}
