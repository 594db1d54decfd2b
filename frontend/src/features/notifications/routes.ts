import type { RouteRecordRaw } from 'vue-router'

export const notificationRoutes: RouteRecordRaw[] = [
  {
    path: '/notifications',
    name: 'notifications',
    component: () => import('@/features/notifications/pages/NoticesPage.vue'),
    meta: { roles: ['customer', 'professional', 'admin'], waiting: true },
  },
]
