/** Pages below `/admin` on which a county says how its cases run. */
import type { RouteRecordRaw } from 'vue-router'

export const countyAdminRoutes: RouteRecordRaw[] = [
  { path: 'case-settings', component: () => import('./settings-edit.vue') },
  { path: 'responsibility', component: () => import('./matrix-show.vue') },
  { path: 'calendars', component: () => import('./calendars-show.vue') },
]
