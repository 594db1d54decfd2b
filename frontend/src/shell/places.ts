/** The places of each role, for the bars above and below. */
import {
  CalendarCheck2,
  CalendarClock,
  CalendarDays,
  ChartColumn,
  ClipboardList,
  FileDown,
  History,
  House,
  Inbox,
  IndianRupee,
  LogIn,
  ReceiptIndianRupee,
  ScrollText,
  Search,
  Send,
  UserCheck,
  Users,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { Role } from '@/api/types'
import { t, type TextKey } from '@/i18n'
import { waitingAt } from '@/session/news'

export interface Place {
  to: string
  label: TextKey
  icon: Component
  /** The name of its count in what the API says that waits. */
  badge?: string
}

const tasks: Place = { to: '/', label: 'places.tasks', icon: Search }

const byRole: Record<Role | 'visitor' | 'waiting', Place[]> = {
  visitor: [tasks, { to: '/login', label: 'places.login', icon: LogIn }],
  waiting: [{ to: '/waiting', label: 'places.waiting', icon: House }, tasks],
  customer: [
    tasks,
    { to: '/bookings', label: 'places.bookings', icon: CalendarCheck2, badge: 'bookings' },
    { to: '/reports', label: 'places.reports', icon: ReceiptIndianRupee },
    { to: '/activity', label: 'places.activity', icon: ChartColumn },
  ],
  professional: [
    { to: '/inbox', label: 'places.inbox', icon: Inbox, badge: 'inbox' },
    { to: '/schedule', label: 'places.schedule', icon: CalendarDays, badge: 'schedule' },
    { to: '/history', label: 'places.history', icon: History },
    { to: '/earnings', label: 'places.earnings', icon: IndianRupee },
  ],
  admin: [
    { to: '/admin', label: 'places.dashboard', icon: ChartColumn },
    { to: '/admin/approvals', label: 'places.approvals', icon: UserCheck, badge: 'approvals' },
    { to: '/admin/bookings', label: 'places.all_bookings', icon: CalendarCheck2 },
    { to: '/admin/users', label: 'places.users', icon: Users },
    { to: '/admin/tasks', label: 'places.task_list', icon: ClipboardList },
    { to: '/admin/exports', label: 'places.exports', icon: FileDown, badge: 'exports' },
    { to: '/admin/deliveries', label: 'places.deliveries', icon: Send, badge: 'deliveries' },
    { to: '/admin/jobs', label: 'places.jobs', icon: CalendarClock },
    { to: '/admin/audit', label: 'places.audit', icon: ScrollText },
  ],
}

/** How many stand in the bar of a phone, of a tablet and of a desk; the others are in the account's menu. */
export const BELOW = 3
export const BETWEEN = 5
export const ABOVE = 6

export const placesOf = (role: Role | undefined, waiting: boolean): Place[] =>
  byRole[waiting ? 'waiting' : (role ?? 'visitor')]

/** Its words for a screen reader, where they differ from what is written: "Inbox, 8 waiting". */
export function nameOf({ label, badge }: Place): string | undefined {
  const n = waitingAt(badge)
  return n ? t('shell.waiting', { place: t(label), n }) : undefined
}
