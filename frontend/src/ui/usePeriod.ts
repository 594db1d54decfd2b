/** A period that lives in the address (?period=7d or ?from=…&to=…), so that back and reload keep it. */
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { isPreset, periodOf, troubleOf, type Period, type Preset } from '@/ui/period'

/** The period that a query asks for; what makes no sense counts as not said. */
export function periodIn(query: LocationQuery, usual: Preset): Period {
  const { period, from, to } = query
  if (isPreset(period)) return periodOf(period)
  return troubleOf(from, to) ? periodOf(usual) : { from: String(from), to: String(to) }
}

export function usePeriod(usual: Preset = '30d'): WritableComputedRef<Period> {
  const route = useRoute()
  const router = useRouter()
  const own = route.name

  // While another page takes over, the address is no longer ours to read.
  let last = periodIn(route.query, usual)
  return computed({
    get: () => (route.name === own ? (last = periodIn(route.query, usual)) : last),
    set: ({ from, to, preset }) => {
      const rest = { ...route.query, period: undefined, from: undefined, to: undefined, page: undefined }
      const said = preset ? { period: preset === usual ? undefined : preset } : { from, to }
      void router.replace({ query: { ...rest, ...said } })
    },
  })
}
