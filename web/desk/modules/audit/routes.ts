/** The audit, below `/admin`. */
import type { RouteRecordRaw } from 'vue-router'

export const auditAdminRoutes: RouteRecordRaw[] = [
  { path: 'audit', component: () => import('./audit-show.vue') },
]
