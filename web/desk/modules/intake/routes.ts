/** Telling the centre something, and what became of one's own reports. */
import type { RouteRecordRaw } from 'vue-router'

export const intakeRoutes: RouteRecordRaw[] = [
  { path: '/report', component: () => import('./report-create.vue') },
  { path: '/my-reports', component: () => import('./my-report-list.vue') },
]

/** Of administration: what reporters are told, and how long it is known who they were. */
export const intakeAdminRoutes: RouteRecordRaw[] = [
  { path: 'notices', component: () => import('./notices-show.vue') },
  { path: 'retention', component: () => import('./retention-show.vue') },
]
