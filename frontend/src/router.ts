/** Which page stands at which address, and who may open it. */
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'
import { textsUpTo } from '@/i18n'
import type { Part } from '@/locales/parts'
import { accountRoutes } from '@/features/accounts/routes'
import { bookingRoutes } from '@/features/bookings/routes'
import { catalogueRoutes } from '@/features/catalogue/routes'
import { exportRoutes } from '@/features/exports/routes'
import { notificationRoutes } from '@/features/notifications/routes'
import { reportRoutes } from '@/features/reports/routes'
import { keptFor, startOf } from '@/session/start'
import { useSession } from '@/session/store'
import { noteMissed } from '@/shell/missed'
import { markNavigated } from '@/ui/navigated'

declare module 'vue-router' {
  interface RouteMeta {
    /** Who may open it; everybody where absent. */
    roles?: Role[]
    /** Also for a professional who is not (yet) approved, or for nobody else. */
    waiting?: true | 'only'
    /** For those who are not signed in. */
    guest?: boolean
    /** May stand in search engines. */
    indexed?: boolean
    /** How many of the texts it needs; all of them where absent. */
    says?: Part
  }
}

const routes: RouteRecordRaw[] = [
  ...catalogueRoutes,
  ...bookingRoutes,
  ...accountRoutes,
  ...notificationRoutes,
  ...exportRoutes,
  ...reportRoutes,
  {
    path: '/admin',
    name: 'dashboard',
    component: () => import('@/shell/DashboardPage.vue'),
    meta: { roles: ['admin'], says: 'daily' },
  },
  {
    path: '/profile',
    name: 'profile',
    component: () => import('@/shell/ProfilePage.vue'),
    meta: { roles: ['customer', 'professional', 'admin'], waiting: true },
  },
  {
    path: '/earnings',
    name: 'earnings',
    component: () => import('@/shell/EarningsPage.vue'),
    meta: { roles: ['professional'] },
  },
  {
    path: '/activity',
    name: 'activity',
    component: () => import('@/shell/ActivityPage.vue'),
    meta: { roles: ['customer'] },
  },
  { path: '/start', component: () => import('@/shell/NotFoundPage.vue'), beforeEnter: start },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('@/shell/NotFoundPage.vue') },
]

/** Where the installed app opens: at one's own first page, else at what can be read without a connection. */
async function start() {
  const session = useSession()
  await session.ready()
  return session.unsure ? keptFor(session.role) : startOf(session.role, session.waiting)
}

export async function guard(to: RouteLocationNormalized) {
  const { roles, guest } = to.meta
  if (!roles && !guest) return true
  const session = useSession()
  await session.ready()
  if (guest) return session.user ? startOf(session.role, session.waiting) : true
  if (!session.role) return { path: '/login', query: { next: to.fullPath } }
  if (session.waiting && !to.meta.waiting) return '/waiting'
  const closed = to.meta.waiting === 'only' && !session.waiting
  return roles?.includes(session.role) && !closed ? true : startOf(session.role, session.waiting)
}

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

router.beforeEach(guard)
noteMissed(router)
router.beforeResolve((to) => textsUpTo(to.meta.says ?? 'rest'))
router.afterEach((to, from) => {
  if (to.path !== from.path && from.matched.length) markNavigated()
  markIndexed(to.meta.indexed === true)
})

/** Private pages ask search engines to stay away. */
function markIndexed(indexed: boolean): void {
  const found = document.head.querySelector('meta[name=robots]')
  if (indexed) return found?.remove()
  if (found) return
  const meta = document.createElement('meta')
  Object.assign(meta, { name: 'robots', content: 'noindex' })
  document.head.append(meta)
}
