import type { RouteRecordRaw } from 'vue-router'

export const statsRoutes: RouteRecordRaw[] = []
