/**
 * The web server of a house: every module's routes, live pushes, health, the API document and the built
 * screens. It holds no rule of its own.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import statics from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { type Actor, may } from '../actor.ts'
import { createRefusals } from '../audit/record-refusals.ts'
import { listWaitingMigrations } from '../database/migrate.ts'
import type { DiskReserve } from '../files/disk-reserve.ts'
import type { House } from '../house.ts'
import { newId } from '../ids.ts'
import type { Metrics } from '../observe/metrics.ts'
import { AccessProblem, RequestProblem } from '../problems.ts'
import { listAnnouncementsAfter } from '../relay/relay.ts'
import { bearerOf } from './foreign-request.ts'
import { addMetricsDoor } from './metrics-door.ts'
import { observeRequests } from './observe-requests.ts'
import { printOpenapi } from './openapi.ts'
import { alwaysSecure, readOwnCookie } from './own-cookie.ts'
import { createRateLimiter, type RateLimits } from './rate-limits.ts'
import { replyProblem } from './reply-problem.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { addRoute, type HandlerContext } from './serve.ts'
import { limitBody, type ServerLimits, serverOptions, usualLimits } from './server-limits.ts'
import { createUploadGate, type UploadQuotas } from './upload-gate.ts'

export const sessionCookie = 'jingwei_session'
const bodyLimitBytes = 1_048_576
const fileLimitBytes = 20 * 1_048_576

/**
 * Finds who a token belongs to. Somebody who only looks on does not keep a session awake: a stream that stays open, and
 * what an unattended page reads by itself. A request of its own is counted, where a sender has so many and no more; asking
 * again about an open stream is none.
 */
export type FindActor = (
  token: string,
  how?: { readonly isUse: boolean; readonly isCounted?: boolean },
) => Promise<Actor | undefined>

export type ServerOptions = {
  readonly house: House
  /** Finds who a session token belongs to. */
  readonly findActor: FindActor
  readonly version: string
  /** Whether this house shows a demonstration county; every screen says so. */
  readonly isDemonstration: boolean
  readonly adcode: string
  /** Folder of the built screens, one sub-folder an app; left out in tests of the API alone. */
  readonly screensFolder?: string
  /** Where `/` leads. */
  readonly frontPage?: string
  /** Whether cookies demand encryption although the last hop before this server may be plain. */
  readonly secureCookies?: 'auto' | 'always'
  /** Proxies that may tell whom they speak for, as addresses or ranges with commas between. */
  readonly trustedProxies?: string | undefined
  /** How many requests are taken; without it any number. */
  readonly rateLimits?: RateLimits
  /** What a person may upload; without it any number of files. */
  readonly uploads?: { readonly quotas: UploadQuotas; readonly disk?: DiskReserve }
  readonly limits?: ServerLimits
  /** Figures of the running house, told at `/metrics`. */
  readonly metrics?: Metrics
  /** Who names it may read the figures from anywhere; without it only this machine may. */
  readonly metricsToken?: string | undefined
}

/** The token of a request: a bearer header (command line, other systems) or the session cookie (screens). */
export function tokenOf(request: FastifyRequest): string | undefined {
  return bearerOf(request) ?? readOwnCookie(request, sessionCookie)
}

/** Builds the web server; the caller listens. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { house, findActor, limits = usualLimits } = options
  const app = fastify({
    loggerInstance: house.log as FastifyBaseLogger,
    bodyLimit: bodyLimitBytes,
    ...serverOptions(limits),
    trustProxy: options.trustedProxies ?? false,
    genReqId: () => newId(),
    // A logger of its own for each request costs more than most answers; what is logged names the request itself.
    childLoggerFactory: (log) => log,
    frameworkErrors: (error, request, reply) => {
      // An address that cannot be read comes by no hook.
      addSecurityHeaders(request, reply)
      replyProblem(error, request, reply)
    },
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
    logController: new LogController({ disableRequestLogging: true }),
  })
  app.setErrorHandler((error, request, reply) => replyProblem(error, request, reply))
  if (options.secureCookies === 'always') app.decorate(alwaysSecure, true)
  observeRequests(
    app,
    new Set(['/api/live', ...house.modules.flatMap((it) => it.liveViews ?? []).map((it) => it.path)]),
  )
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: fileLimitBytes, files: 1, parts: 10 } })
  const limiter = createRateLimiter(options.rateLimits ?? { perAddress: 0, perPerson: 0, perKey: 0 })
  app.addHook('onRequest', async (request, reply) => {
    // First of all, so that what is refused next bears them too.
    addSecurityHeaders(request, reply)
    limitBody(request, limits)
    await limiter.countAddress(request)
  })
  refuseAtTheEnd(app)
  keepOutOfCaches(app)
  logAnswers(app, house.log)
  const authenticate = async (request: FastifyRequest) => {
    const token = tokenOf(request)
    // A page that nobody has touched for a while says so; see `web/kit/call/attendance.ts`.
    const isUse = request.headers['x-unattended'] !== '1'
    const actor = token ? await findActor(token, { isUse, isCounted: true }) : undefined
    const key = request.headers.authorization === undefined ? undefined : token
    if (actor) await limiter.countSender({ personId: actor.id, key })
    return actor
  }
  const hasSessionCookie = (request: FastifyRequest) => readOwnCookie(request, sessionCookie) !== undefined
  const { act, database, clock, live, sealer } = house
  const refusals = createRefusals(house)
  app.addHook('onClose', () => refusals.flush())
  const gate = options.uploads && createUploadGate(options.uploads.quotas, options.uploads.disk)
  const admitUpload = async (
    personId: string,
    bytes: number | undefined,
  ): Promise<(() => void) | undefined> => gate?.admit(personId, bytes ?? fileLimitBytes)
  const tell: HandlerContext['tell'] = (it) =>
    live.push([{ ...it, id: newId(), seq: 0, at: clock.now().toISOString() }])
  for (const route of house.modules.flatMap((it) => it.routes))
    addRoute(
      app,
      { act, database, clock, sealer, authenticate, hasSessionCookie, admitUpload, tell, refusals },
      route,
    )
  addLive(app, options)
  addHealth(app, options)
  if (options.metrics) addMetricsDoor(app, options.metrics, options.metricsToken)
  await addDocument(app, options)
  await addScreens(app, options)
  return app
}

/** Whoever comes once the server has begun to end is told to come again. */
function refuseAtTheEnd(app: FastifyInstance): void {
  let isEnding = false
  app.addHook('preClose', async () => {
    isEnding = true
  })
  app.addHook('onRequest', async () => {
    if (isEnding) throw RequestProblem.stopping({})
  })
}

/** Answers of the API are kept by nobody on their way, unless an endpoint says otherwise. */
function keepOutOfCaches(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
    done()
  })
}

/** At the level `debug` every answer is told. */
function logAnswers(app: FastifyInstance, log: House['log']): void {
  if (!log.isLevelEnabled('debug')) return
  app.addHook('onResponse', async (request, reply) => {
    const { id: requestId, method, url } = request
    log.debug({ requestId, method, url, status: reply.statusCode, ms: reply.elapsedTime }, 'answered')
  })
}

function addLive(app: FastifyInstance, { house, findActor }: ServerOptions): void {
  app.get('/api/live', async (request, reply) => {
    const token = tokenOf(request) ?? ''
    const actor = token ? await findActor(token, { isUse: false, isCounted: true }) : undefined
    if (!actor) throw AccessProblem.signInNeeded({})
    const last = Number(request.headers['last-event-id'] ?? Number.NaN)
    await house.live.join({ actor, reply, isStillAllowed: () => findActor(token) }, async () =>
      Number.isSafeInteger(last) ? listAnnouncementsAfter(house.database, last) : [],
    )
    return reply
  })
  for (const view of house.modules.flatMap((it) => it.liveViews ?? []))
    app.get(view.path, async (request, reply) => {
      // These stand on walls, where nobody touches them: showing them is what they are used for.
      const token = tokenOf(request) ?? ''
      const findOnlooker = async () => (token ? findActor(token, { isUse: true }) : undefined)
      const actor = await findOnlooker()
      if (!actor) throw AccessProblem.signInNeeded({})
      if (!may(actor, view.permission)) throw AccessProblem.notPermitted({ permission: view.permission })
      house.liveViews.join(view, { actor, reply, findActor: findOnlooker })
      return reply
    })
}

function addHealth(app: FastifyInstance, options: ServerOptions): void {
  const { house } = options
  app.get('/api/about', async () => ({
    version: options.version,
    demonstration: options.isDemonstration,
    adcode: options.adcode,
    now: house.clock.now().toISOString(),
  }))
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    const waiting = await listWaitingMigrations((text) => house.database.rows(text)).catch(() => undefined)
    const checks = {
      database: waiting !== undefined,
      migrated: waiting?.length === 0,
      jobs: house.jobs.isRunning,
    }
    const isReady = Object.values(checks).every(Boolean)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks })
  })
}

async function addDocument(app: FastifyInstance, { house, version }: ServerOptions): Promise<void> {
  const document = printOpenapi(
    house.modules.flatMap((it) => it.routes.map((route) => route.endpoint)),
    version,
  )
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, { routePrefix: '/api/docs' })
  app.get('/api/openapi.json', async () => document)
}

async function addScreens(
  app: FastifyInstance,
  { screensFolder, frontPage = '/desk/' }: ServerOptions,
): Promise<void> {
  app.get('/', async (_request, reply) => reply.redirect(frontPage))
  const apps = ['desk', 'screen'].filter((name) => screensFolder && existsSync(join(screensFolder, name)))
  for (const [index, name] of apps.entries())
    await app.register(statics, {
      root: join(screensFolder ?? '', name),
      prefix: `/${name}/`,
      decorateReply: index === 0,
      immutable: true,
      maxAge: '365d',
      setHeaders: (reply, path) => {
        if (path.endsWith('index.html')) reply.header('cache-control', 'no-cache')
      },
    })
  const sendPage = (reply: FastifyReply, name: string): FastifyReply =>
    reply
      .header('cache-control', 'no-cache')
      .sendFile('index.html', join(screensFolder ?? '', name), { immutable: false, cacheControl: false })
  // Since a trailing slash is ignored, the files below `/desk/` do not match `/desk/` itself.
  for (const name of apps) app.get(`/${name}`, async (_request, reply) => sendPage(reply, name))
  app.setNotFoundHandler((request, reply) => {
    const [, first = ''] = request.url.split('/')
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (isPage && apps.includes(first)) return sendPage(reply, first)
    return replyProblem(
      RequestProblem.unknownPath({ method: request.method, path: request.url.split('?')[0] ?? '' }),
      request,
      reply,
    )
  })
}
