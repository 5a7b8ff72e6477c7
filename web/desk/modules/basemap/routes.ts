/** The page of administration for base maps. */
import type { RouteRecordRaw } from 'vue-router'

export const basemapAdminRoutes: RouteRecordRaw[] = [
  { path: 'basemaps', component: () => import('./base-map-list.vue') },
]
