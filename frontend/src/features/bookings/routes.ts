import type { RouteRecordRaw } from 'vue-router'

export const bookingRoutes: RouteRecordRaw[] = [
  {
    path: '/bookings',
    name: 'bookings',
    component: () => import('@/features/bookings/pages/MyBookingsPage.vue'),
    meta: { roles: ['customer'] },
  },
  {
    path: '/bookings/:id(\\d+)',
    name: 'booking',
    component: () => import('@/features/bookings/pages/BookingPage.vue'),
    meta: { roles: ['customer', 'professional', 'admin'] },
  },
]
