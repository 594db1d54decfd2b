/** A notice in the reader's words, and where it leads. */
import {
  BadgeCheck,
  Ban,
  BellRing,
  CalendarCheck2,
  CalendarClock,
  CalendarX2,
  CircleCheck,
  FileCheck2,
  FileX2,
  ReceiptIndianRupee,
  Star,
  UserCheck,
  type LucideIcon,
} from '@lucide/vue'
import type { Notice } from '@/api/types'
import { maybeT, t } from '@/i18n'
import { dateTime, monthYear } from '@/i18n/format'

/** What the API leaves out must not leave a hole in the sentence. */
export function wordsOf({ kind, about }: Notice): string {
  const params: Record<string, string | number> = {
    task_name: '',
    name: '',
    reason: '',
    rows: 0,
    n: 0,
    when: '',
    month: '',
  }
  for (const [name, value] of Object.entries(about))
    params[name] = typeof value === 'number' ? value : String(value ?? '')
  if (about.scheduled_for) params.when = dateTime(String(about.scheduled_for))
  if (about.period) params.month = monthYear(`${about.period}-15T12:00:00Z`)
  params.n = Number(about.rows ?? about.rating ?? 0)
  return maybeT(`notices.${kind}`, params) ?? t('notices.other')
}

export function pathOf({ kind, about }: Notice): string {
  if (about.booking_id) return `/bookings/${about.booking_id}`
  if (about.period) return `/reports/${about.period}`
  if (about.user_id) return `/admin/users/${about.user_id}`
  return paths[kind] ?? '/profile'
}

const paths: Record<string, string> = {
  account_approved: '/inbox',
  account_rejected: '/waiting',
  // Whoever is signed in goes on from there to their own start.
  account_unblocked: '/login',
  daily_reminder: '/inbox',
  document_replaced: '/admin/approvals',
  export_done: '/admin/exports',
  export_failed: '/admin/exports',
  professional_waiting: '/admin/approvals',
}

const icons: Record<string, LucideIcon> = {
  booking_requested: BellRing,
  booking_booked: CalendarCheck2,
  booking_accepted: UserCheck,
  booking_rescheduled: CalendarClock,
  booking_changed: CalendarClock,
  booking_reviewed: Star,
  booking_closed: CircleCheck,
  booking_cancelled: CalendarX2,
  booking_expired: CalendarX2,
  booking_rejected: CalendarX2,
  booking_released: CalendarX2,
  booking_reopened: CalendarClock,
  account_approved: BadgeCheck,
  account_unblocked: BadgeCheck,
  account_blocked: Ban,
  account_rejected: Ban,
  export_done: FileCheck2,
  export_failed: FileX2,
  monthly_report: ReceiptIndianRupee,
}
export const iconOf = (kind: string): LucideIcon => icons[kind] ?? BellRing
