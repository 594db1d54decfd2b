import type { RouteRecordRaw } from 'vue-router'

export const catalogueRoutes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: () => import('@/features/catalogue/pages/CataloguePage.vue'),
    meta: { indexed: true },
  },
  {
    path: '/tasks/:id(\\d+)',
    name: 'task',
    component: () => import('@/features/catalogue/pages/TaskPage.vue'),
    meta: { indexed: true },
  },
]
