import type { RouteRecordRaw } from 'vue-router'

export const reportRoutes: RouteRecordRaw[] = [
  {
    path: '/reports',
    name: 'reports',
    component: () => import('@/features/reports/pages/ReportsPage.vue'),
    meta: { roles: ['customer'] },
  },
  {
    path: '/reports/:period(\\d{4}-\\d{2})',
    name: 'report',
    component: () => import('@/features/reports/pages/ReportPage.vue'),
    meta: { roles: ['customer'] },
  },
]
