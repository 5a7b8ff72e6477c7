/** Pages of signing in. */
import type { RouteRecordRaw } from 'vue-router'

export const identityRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./sign-in-show.vue'), meta: { isOpen: true } },
]
