import type { RouteRecordRaw } from 'vue-router'

export const exportRoutes: RouteRecordRaw[] = [
  {
    path: '/admin/exports',
    name: 'exports',
    component: () => import('@/features/exports/pages/ExportsPage.vue'),
    meta: { roles: ['admin'] },
  },
]
