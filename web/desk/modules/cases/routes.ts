/** Pages of cases: the queue of one's posts, all cases, one case. */
import type { RouteRecordRaw } from 'vue-router'

export const casesRoutes: RouteRecordRaw[] = [
  { path: '/queue', component: () => import('./case-list.vue'), props: { queue: 'mine' } },
  { path: '/cases', component: () => import('./case-list.vue'), props: { queue: 'all' } },
  { path: '/lead', component: () => import('./lead-show.vue') },
  { path: '/inner-orders', component: () => import('./inner-order-list.vue') },
  { path: '/inner-orders/:id', component: () => import('./inner-order-show.vue'), props: true },
  { path: '/map', component: () => import('./case-map-show.vue') },
  { path: '/cases/:id/sheet', component: () => import('./case-sheet-show.vue'), props: true },
  { path: '/mentions', component: () => import('./mention-list.vue') },
  { path: '/cases/:id', component: () => import('./case-show.vue'), props: true },
]
