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
import type { TextKey } from '@/i18n'

export interface Place {
  to: string
  label: TextKey
  icon: Component
}

const tasks: Place = { to: '/', label: 'places.tasks', icon: Search }

const byRole: Record<Role | 'visitor' | 'waiting', Place[]> = {
  visitor: [tasks, { to: '/login', label: 'places.login', icon: LogIn }],
  waiting: [{ to: '/waiting', label: 'places.waiting', icon: House }, tasks],
  customer: [
    tasks,
    { to: '/bookings', label: 'places.bookings', icon: CalendarCheck2 },
    { to: '/reports', label: 'places.reports', icon: ReceiptIndianRupee },
  ],
  professional: [
    { to: '/inbox', label: 'places.inbox', icon: Inbox },
    { to: '/schedule', label: 'places.schedule', icon: CalendarDays },
    { to: '/history', label: 'places.history', icon: History },
    { to: '/earnings', label: 'places.earnings', icon: IndianRupee },
  ],
  admin: [
    { to: '/admin', label: 'places.dashboard', icon: ChartColumn },
    { to: '/admin/approvals', label: 'places.approvals', icon: UserCheck },
    { to: '/admin/users', label: 'places.users', icon: Users },
    { to: '/admin/tasks', label: 'places.task_list', icon: ClipboardList },
    { to: '/admin/exports', label: 'places.exports', icon: FileDown },
    { to: '/admin/deliveries', label: 'places.deliveries', icon: Send },
    { to: '/admin/jobs', label: 'places.jobs', icon: CalendarClock },
    { to: '/admin/audit', label: 'places.audit', icon: ScrollText },
  ],
}

/** How many stand in the bar of a phone, and of a desk; the others are in the account's menu. */
export const BELOW = 3
export const ABOVE = 5

export const placesOf = (role: Role | undefined, waiting: boolean): Place[] =>
  byRole[waiting ? 'waiting' : (role ?? 'visitor')]
