/** What an admin should know of at once: a silent scheduler, and deliveries that went wrong. */
import { computed, ref, watch, type ComputedRef } from 'vue'
import type { Jobs } from '@/features/notifications/work'

export type Fault = 'failed' | 'unknown'

export interface Trouble {
  fault: Fault
  n: number
}

export interface Troubles {
  /** The scheduler has not looked for too long: nothing happens by itself. */
  silent: ComputedRef<boolean>
  /** Faults whose number has grown since they were dismissed. */
  faults: ComputedRef<Trouble[]>
  dismiss: (fault: Fault) => void
}

const MEMORY = 'dastak.troubles'
type Seen = Partial<Record<Fault, number>>

function stored(): Seen {
  try {
    return (JSON.parse(localStorage.getItem(MEMORY) ?? '{}') ?? {}) as Seen
  } catch {
    return {}
  }
}

function store(seen: Seen): void {
  try {
    localStorage.setItem(MEMORY, JSON.stringify(seen))
  } catch {
    // Then it is dismissed for this visit.
  }
}

export function useTroubles(jobs: () => Jobs | undefined): Troubles {
  const seen = ref<Seen>(stored())
  const found = computed((): Trouble[] => {
    const now = jobs()
    return now
      ? [
          { fault: 'failed', n: now.failed_deliveries },
          { fault: 'unknown', n: now.unknown_deliveries },
        ]
      : []
  })
  const keep = (fault: Fault, n: number) => {
    seen.value = { ...seen.value, [fault]: n }
    store(seen.value)
  }

  // Those that were put right count no longer, so that the next one is told again.
  watch(found, (now) => {
    for (const { fault, n } of now) if (n < (seen.value[fault] ?? 0)) keep(fault, n)
  })

  return {
    silent: computed(() => jobs()?.planner_silent ?? false),
    faults: computed(() => found.value.filter(({ fault, n }) => n > (seen.value[fault] ?? 0))),
    dismiss: (fault) => keep(fault, found.value.find((one) => one.fault === fault)?.n ?? 0),
  }
}
