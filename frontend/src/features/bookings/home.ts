/** The list a booking belongs to, for each role. */
import type { Role } from '@/api/types'
import type { TextKey } from '@/i18n'

const homes: Record<Role, { to: string; label: TextKey }> = {
  customer: { to: '/bookings', label: 'places.bookings' },
  professional: { to: '/schedule', label: 'places.schedule' },
  admin: { to: '/admin/bookings', label: 'places.all_bookings' },
}

export const homeOf = (role: Role | undefined) => homes[role ?? 'customer']
