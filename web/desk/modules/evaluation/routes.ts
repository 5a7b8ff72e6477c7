/** The monthly board, and the cases behind each of its figures. */
import type { RouteRecordRaw } from 'vue-router'

export const evaluationRoutes: RouteRecordRaw[] = [
  { path: '/evaluation', component: () => import('./board-show.vue') },
  { path: '/evaluation/cases', component: () => import('./figure-case-list.vue') },
]
