import type { RouteRecordRaw } from 'vue-router'

export const notificationRoutes: RouteRecordRaw[] = [
  {
    path: '/notifications',
    name: 'notifications',
    component: () => import('@/features/notifications/pages/NoticesPage.vue'),
    meta: { roles: ['customer', 'professional', 'admin'], waiting: true },
  },
  {
    path: '/admin/deliveries',
    name: 'deliveries',
    component: () => import('@/features/notifications/pages/DeliveriesPage.vue'),
    meta: { roles: ['admin'] },
  },
  {
    path: '/admin/jobs',
    name: 'jobs',
    component: () => import('@/features/notifications/pages/JobsPage.vue'),
    meta: { roles: ['admin'] },
  },
]
