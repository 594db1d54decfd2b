import type { RouteRecordRaw } from 'vue-router'

export const accountRoutes: RouteRecordRaw[] = [
  {
    path: '/login',
    name: 'login',
    component: () => import('@/features/accounts/pages/LoginPage.vue'),
    meta: { guest: true, indexed: true },
  },
  {
    path: '/join',
    name: 'join',
    component: () => import('@/features/accounts/pages/JoinPage.vue'),
    meta: { guest: true, indexed: true },
  },
  {
    path: '/join/customer',
    name: 'join-customer',
    component: () => import('@/features/accounts/pages/JoinCustomerPage.vue'),
    meta: { guest: true, indexed: true },
  },
  {
    path: '/join/professional',
    name: 'join-professional',
    component: () => import('@/features/accounts/pages/JoinProfessionalPage.vue'),
    meta: { guest: true, indexed: true },
  },
  {
    path: '/profile',
    name: 'profile',
    component: () => import('@/features/accounts/pages/ProfilePage.vue'),
    meta: { roles: ['customer', 'professional', 'admin'], waiting: true },
  },
  {
    path: '/professionals/:id(\\d+)',
    name: 'professional',
    component: () => import('@/features/accounts/pages/ProfessionalPage.vue'),
    meta: { indexed: true },
  },
]
