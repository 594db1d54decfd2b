import type { RouteRecordRaw } from 'vue-router'

export const bookingRoutes: RouteRecordRaw[] = [
  {
    path: '/bookings',
    name: 'bookings',
    component: () => import('@/features/bookings/pages/MyBookingsPage.vue'),
    meta: { roles: ['customer'], says: 'daily' },
  },
  {
    path: '/bookings/:id(\\d+)',
    name: 'booking',
    component: () => import('@/features/bookings/pages/BookingPage.vue'),
    meta: { roles: ['customer', 'professional', 'admin'], says: 'daily' },
  },
  {
    path: '/admin/bookings',
    name: 'all-bookings',
    component: () => import('@/features/bookings/pages/AdminBookingsPage.vue'),
    meta: { roles: ['admin'], says: 'daily' },
  },
  {
    path: '/inbox',
    name: 'inbox',
    component: () => import('@/features/bookings/pages/InboxPage.vue'),
    meta: { roles: ['professional'], says: 'daily' },
  },
  {
    path: '/schedule',
    name: 'schedule',
    component: () => import('@/features/bookings/pages/SchedulePage.vue'),
    meta: { roles: ['professional'], says: 'daily' },
  },
  {
    path: '/history',
    name: 'history',
    component: () => import('@/features/bookings/pages/HistoryPage.vue'),
    meta: { roles: ['professional'], says: 'daily' },
  },
]
