/** Where each role begins. */
import type { Role } from '@/api/types'

const starts: Record<Role, string> = { admin: '/admin', professional: '/inbox', customer: '/' }

export function startOf(role: Role | undefined, waiting = false): string {
  if (waiting) return '/waiting'
  return role ? starts[role] : '/'
}
