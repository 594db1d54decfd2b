import type { RouteRecordRaw } from 'vue-router'
import CataloguePage from '@/features/catalogue/pages/CataloguePage.vue'

export const catalogueRoutes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: CataloguePage,
    meta: { indexed: true, says: 'start' },
  },
  {
    path: '/tasks/:id(\\d+)',
    name: 'task',
    component: () => import('@/features/catalogue/pages/TaskPage.vue'),
    meta: { indexed: true },
  },
  {
    path: '/admin/tasks',
    name: 'task-list',
    component: () => import('@/features/catalogue/pages/TaskListPage.vue'),
    meta: { roles: ['admin'] },
  },
]
