/** Pages of signing in, of the own password, and of administering people and organisations. */
import type { RouteRecordRaw } from 'vue-router'

export const identityRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./sign-in-show.vue'), meta: { isOpen: true } },
  { path: '/sign-on/:code', component: () => import('./sign-on-show.vue'), meta: { isOpen: true } },
  { path: '/account', component: () => import('./own-account-show.vue') },
  { path: '/password', component: () => import('./password-change-show.vue') },
]

/** Pages below `/admin`. */
export const identityAdminRoutes: RouteRecordRaw[] = [
  { path: 'people', component: () => import('./people-list.vue') },
  { path: 'security', component: () => import('./security-edit.vue') },
  { path: 'api-keys', component: () => import('./api-key-list.vue') },
  { path: 'organisations', component: () => import('./organisation-list.vue') },
]
