/** Where each role begins. */
import type { Role } from '@/api/types'

const starts: Record<Role, string> = { admin: '/admin', professional: '/inbox', customer: '/' }

export function startOf(role: Role | undefined, waiting = false): string {
  if (waiting) return '/waiting'
  return role ? starts[role] : '/'
}

/** What each role can read without a connection (see features/bookings/copies.ts). */
const kept: Partial<Record<Role, string>> = { professional: '/schedule', customer: '/bookings' }

export const keptFor = (role: Role | undefined) => (role && kept[role]) ?? '/'
