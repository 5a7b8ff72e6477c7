/** The roster: the week of an organisation, who is on duty, and one's own shifts. */
import type { RouteRecordRaw } from 'vue-router'

export const patrolRoutes: RouteRecordRaw[] = [
  { path: '/roster', component: () => import('./roster-show.vue') },
  { path: '/my-roster', component: () => import('./own-roster-show.vue') },
]
