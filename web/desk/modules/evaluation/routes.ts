/** The monthly boards, of cases and of inner orders, and what stands behind each of their figures. */
import type { RouteRecordRaw } from 'vue-router'

export const evaluationRoutes: RouteRecordRaw[] = [
  { path: '/evaluation', component: () => import('./board-show.vue') },
  { path: '/evaluation/cases', component: () => import('./figure-case-list.vue') },
  { path: '/evaluation/inner', component: () => import('./inner-board-show.vue') },
  { path: '/evaluation/inner/orders', component: () => import('./inner-figure-order-list.vue') },
]
