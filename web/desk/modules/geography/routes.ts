/** Pages below `/admin` on which a county draws its grid. */
import type { RouteRecordRaw } from 'vue-router'

export const gridAdminRoutes: RouteRecordRaw[] = [
  { path: 'grid', component: () => import('./grid-show.vue') },
]
