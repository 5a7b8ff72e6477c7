/** The configuration as files, below `/admin`. */
import type { RouteRecordRaw } from 'vue-router'

export const configurationAdminRoutes: RouteRecordRaw[] = [
  { path: 'configuration', component: () => import('./configuration-show.vue') },
]
