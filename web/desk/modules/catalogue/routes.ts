/** The catalogue browser. */
import type { RouteRecordRaw } from 'vue-router'

export const catalogueRoutes: RouteRecordRaw[] = [
  { path: '/catalogue', component: () => import('./catalogue-show.vue') },
]
