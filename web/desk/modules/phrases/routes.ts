/** The county's phrases, below `/admin`. */
import type { RouteRecordRaw } from 'vue-router'

export const phraseAdminRoutes: RouteRecordRaw[] = [
  { path: 'phrases', component: () => import('./phrases-show.vue') },
]
