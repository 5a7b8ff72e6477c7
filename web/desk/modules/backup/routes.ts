/** Backups, below `/admin`. */
import type { RouteRecordRaw } from 'vue-router'

export const backupAdminRoutes: RouteRecordRaw[] = [
  { path: 'backups', component: () => import('./backup-show.vue') },
]
