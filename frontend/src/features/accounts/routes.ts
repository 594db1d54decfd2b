import type { RouteRecordRaw } from 'vue-router'

export const accountRoutes: RouteRecordRaw[] = [
  {
    path: '/login',
    name: 'login',
    component: () => import('@/features/accounts/pages/LoginPage.vue'),
    meta: { guest: true, indexed: true },
  },
  {
    path: '/reset',
    name: 'reset',
    component: () => import('@/features/accounts/pages/ResetPage.vue'),
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
    path: '/professionals/:id(\\d+)',
    name: 'professional',
    component: () => import('@/features/accounts/pages/ProfessionalPage.vue'),
    meta: { indexed: true },
  },
  {
    path: '/waiting',
    name: 'waiting',
    component: () => import('@/features/accounts/pages/WaitingPage.vue'),
    meta: { roles: ['professional'], waiting: 'only' },
  },
  {
    path: '/admin/approvals',
    name: 'approvals',
    component: () => import('@/features/accounts/pages/ApprovalsPage.vue'),
    meta: { roles: ['admin'] },
  },
  {
    path: '/admin/users',
    name: 'users',
    component: () => import('@/features/accounts/pages/UsersPage.vue'),
    meta: { roles: ['admin'] },
  },
  {
    path: '/admin/users/:id(\\d+)',
    name: 'user',
    component: () => import('@/features/accounts/pages/UserPage.vue'),
    meta: { roles: ['admin'] },
  },
  {
    path: '/admin/audit',
    name: 'audit',
    component: () => import('@/features/accounts/pages/AuditPage.vue'),
    meta: { roles: ['admin'] },
  },
]
