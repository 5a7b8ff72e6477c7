/** Pages of the module. */
import type { RouteRecordRaw } from 'vue-router'

export const intakeRoutes: RouteRecordRaw[] = []
