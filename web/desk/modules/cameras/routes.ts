/** Watching cameras, reviewing what was seen, and the register in the room of administration. */
import type { RouteRecordRaw } from 'vue-router'

export const camerasRoutes: RouteRecordRaw[] = [
  { path: '/cameras', component: () => import('./camera-show.vue') },
  { path: '/findings', component: () => import('./finding-list.vue') },
]
export const cameraAdminRoutes: RouteRecordRaw[] = [
  { path: 'cameras', component: () => import('./camera-list.vue') },
]
