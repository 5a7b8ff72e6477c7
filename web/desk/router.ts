/** The pages of the desk; all but the door need a session. */
import {
  createRouter,
  createWebHistory,
  type RouteRecordRaw,
  type Router,
  type RouterHistory,
} from 'vue-router'
import { readTexts } from '#kit/i18n/language.ts'
import { adminPages } from './admin-pages.ts'
import { auditAdminRoutes } from './modules/audit/routes.ts'
import { backupAdminRoutes } from './modules/backup/routes.ts'
import { basemapAdminRoutes } from './modules/basemap/routes.ts'
import { cameraAdminRoutes, camerasRoutes } from './modules/cameras/routes.ts'
import { countyAdminRoutes } from './modules/cases/county/routes.ts'
import { casesRoutes } from './modules/cases/routes.ts'
import { catalogueAdminRoutes, catalogueRoutes } from './modules/catalogue/routes.ts'
import { configurationAdminRoutes } from './modules/configuration/routes.ts'
import { evaluationRoutes } from './modules/evaluation/routes.ts'
import { geographyAdminRoutes } from './modules/geography/routes.ts'
import { identityAdminRoutes, identityRoutes } from './modules/identity/routes.ts'
import { intakeAdminRoutes, intakeRoutes } from './modules/intake/routes.ts'
import { patrolRoutes } from './modules/patrol/routes.ts'
import { phraseAdminRoutes } from './modules/phrases/routes.ts'
import { findSession, may } from './session.ts'
import { firstPages } from './texts.ts'

/** What modules bring to the room of administration. */
const adminRoutes: RouteRecordRaw[] = [
  ...identityAdminRoutes,
  ...countyAdminRoutes,
  ...catalogueAdminRoutes,
  ...phraseAdminRoutes,
  ...intakeAdminRoutes,
  ...configurationAdminRoutes,
  ...cameraAdminRoutes,
  ...geographyAdminRoutes,
  ...basemapAdminRoutes,
  ...backupAdminRoutes,
  ...auditAdminRoutes,
]

const leaveForScreen = (): false => {
  location.assign('/screen/')
  return false
}

/** Makes the router; a page that needs a session leads to the door and back. */
export function createDeskRouter(history: RouterHistory = createWebHistory('/desk/')): Router {
  const router = createRouter({
    history,
    routes: [
      { path: '/', redirect: '/queue' },
      ...identityRoutes,
      ...casesRoutes,
      ...intakeRoutes,
      ...catalogueRoutes,
      ...evaluationRoutes,
      // The command screen is an app of its own beside the desk.
      { path: '/screen', component: () => import('./not-found-show.vue'), beforeEnter: leaveForScreen },
      ...patrolRoutes,
      ...camerasRoutes,
      { path: '/admin', component: () => import('./admin-show.vue'), children: [...adminRoutes] },
      { path: '/:rest(.*)*', component: () => import('./not-found-show.vue') },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    if (!firstPages.includes(to.path)) await readTexts()
    if (to.meta['isOpen']) return true
    // A server that is away for a moment is shown by the page itself, not taken for a sign-out.
    const session = await findSession().catch(() => undefined)
    // Whoever has somebody else's password can do nothing before choosing another.
    if (session?.mustChangePassword && to.path !== '/password') return '/password'
    if (
      session?.mustEnrolSecondFactor &&
      !session.mustChangePassword &&
      !['/account', '/password'].includes(to.path)
    )
      return '/account'
    // The front page of somebody without a queue is telling the centre something, or administration.
    if (session && to.path === '/queue' && !may('case.read'))
      return may('report.create') ? '/report' : '/admin'
    const [firstAdminPage] = adminPages()
    if (session && to.path === '/admin' && firstAdminPage) return firstAdminPage.to
    return session ? true : { path: '/sign-in', query: to.path === '/' ? {} : { to: to.fullPath } }
  })
  return router
}
