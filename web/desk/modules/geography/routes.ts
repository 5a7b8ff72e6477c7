/** Pages below `/admin` on which a county keeps its own ground. */
import type { RouteRecordRaw } from 'vue-router'

export const geographyAdminRoutes: RouteRecordRaw[] = [
  { path: 'addresses', component: () => import('./address-list.vue') },
  { path: 'grid', component: () => import('./grid-show.vue') },
]
