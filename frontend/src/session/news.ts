/** What waits for whoever is signed in: one small answer, asked again and again, that drives everything live. */
import { computed, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import type { Badges } from '@/api/types'

export const badges = shallowRef<Badges>()

export async function askNews(): Promise<Badges> {
  return (badges.value = await take(api.GET('/api/badges')))
}

/** How much waits at a place, by the badge's name. */
export function waitingAt(badge: string | undefined): number {
  const found = badge && badges.value ? Reflect.get(badges.value, badge) : 0
  return typeof found === 'number' ? found : 0
}

const COUNTED = ['inbox', 'schedule', 'bookings', 'approvals', 'exports', 'deliveries']
export const waitingInAll = computed(() => COUNTED.reduce((sum, badge) => sum + waitingAt(badge), 0))

/** The customer's bookings with news that were not read. */
export const freshBookings = computed(
  () => new Set(badges.value && 'fresh' in badges.value ? badges.value.fresh : []),
)

/** What is shown of a count: two digits are what a badge has room for. */
export const shortly = (n: number) => (n > 99 ? '99+' : String(n))

/** What may look different now: the beginnings of the keys that ought to be asked for again. */
export function touched(now: Badges, before: Badges): string[] {
  const keys = new Set<string>()
  if (now.mark !== before.mark || now.notices !== before.notices) keys.add('bookings').add('stats')
  if (now.notices !== before.notices) keys.add('notices')
  for (const [badge, names] of Object.entries(lists))
    if (Reflect.get(now, badge) !== Reflect.get(before, badge)) names.forEach((name) => keys.add(name))
  return [...keys]
}

const lists: Record<string, string[]> = {
  approvals: ['users', 'stats'],
  exports: ['exports'],
  deliveries: ['deliveries', 'jobs', 'stats'],
}
