/** Pages of cases: the queue of one's posts, all cases, one case. */
import type { RouteRecordRaw } from 'vue-router'

export const casesRoutes: RouteRecordRaw[] = [
  { path: '/queue', component: () => import('./case-list.vue'), props: { queue: 'mine' } },
  { path: '/cases', component: () => import('./case-list.vue'), props: { queue: 'all' } },
  { path: '/map', component: () => import('./case-map-show.vue') },
  { path: '/mentions', component: () => import('./mention-list.vue') },
  { path: '/cases/:id', component: () => import('./case-show.vue'), props: true },
]
