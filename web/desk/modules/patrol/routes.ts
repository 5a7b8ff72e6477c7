/** The roster: the week of an organisation, and who is on duty. */
import type { RouteRecordRaw } from 'vue-router'

export const patrolRoutes: RouteRecordRaw[] = [
  { path: '/roster', component: () => import('./roster-show.vue') },
]
