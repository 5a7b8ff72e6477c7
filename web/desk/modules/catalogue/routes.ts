/** The catalogue browser, the difference of two versions, and the editor below `/admin`. */
import type { RouteRecordRaw } from 'vue-router'

export const catalogueRoutes: RouteRecordRaw[] = [
  { path: '/catalogue', component: () => import('./catalogue-show.vue') },
  { path: '/catalogue/difference', component: () => import('./editor/difference-show.vue') },
]

export const catalogueAdminRoutes: RouteRecordRaw[] = [
  { path: 'catalogue', component: () => import('./editor/catalogue-edit.vue') },
]
