/**
 * Serves an endpoint with a command or a query. The order is always the same: session, permission, shape of the
 * input, then the work; the reply is cut to what the contract promises.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { Problem } from '#domain/problem.ts'
import type { Act, Command } from '../act.ts'
import { type Actor, may } from '../actor.ts'
import type { Refusals } from '../audit/record-refusals.ts'
import { takeOut } from '../audit/take-out.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { newId } from '../ids.ts'
import { AccessProblem, RequestProblem } from '../problems.ts'
import type { Query, QueryContext } from '../query.ts'
import type { Announcement } from '../relay/announcement.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { refuseForeign } from './foreign-request.ts'

/** What a handler that is neither a plain command nor a plain query (sign-in, upload, download) is given. */
export type HandlerContext = QueryContext & {
  readonly act: Act
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly requestId: string | undefined
  /** Tells connected screens something of this moment, by the policy of its name; it is kept nowhere. */
  readonly tell: (it: Passing) => void
}

/** What is told to connected screens and kept nowhere. */
export type Passing = Pick<Announcement, 'adcode' | 'name' | 'subjectId' | 'actorId' | 'data'>

export type Route = {
  readonly endpoint: Endpoint
  handle(context: HandlerContext, input: unknown): Promise<unknown>
}

/** Params, query and body of an endpoint as one object, which is what commands and queries take. */
export type InputOf<E extends Endpoint> = z.output<E['params']> & z.output<E['query']> & z.output<E['body']>

/** The endpoint runs `command` through `act`. */
export function serve<E extends Endpoint, Output extends z.input<E['reply']> & object>(
  endpoint: E,
  command: Command<InputOf<E>, Output>,
): Route {
  return {
    endpoint,
    handle: ({ act, actor, requestId }, input) => act(actor, command, input as InputOf<E>, { requestId }),
  }
}

/** The endpoint answers with `query`. */
export function answer<E extends Endpoint, Output extends z.input<E['reply']>>(
  endpoint: E,
  query: Query<InputOf<E>, Output>,
): Route {
  return { endpoint, handle: (context, input) => query.run(context, input as InputOf<E>) }
}

/** The endpoint is handled by hand: only where the reply is no JSON, or a cookie is set. */
export function handle<E extends Endpoint>(
  endpoint: E,
  work: (context: HandlerContext, input: InputOf<E>) => Promise<z.input<E['reply']>>,
): Route {
  return { endpoint, handle: (context, input) => work(context, input as InputOf<E>) }
}

type Parts = {
  readonly act: Act
  readonly database: Database
  readonly clock: Clock
  readonly sealer: Sealer
  readonly tell: HandlerContext['tell']
  readonly refusals: Refusals
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | undefined>
  readonly hasSessionCookie: (request: FastifyRequest) => boolean
  /** Asks whether somebody may send a file of so many bytes; the answer is called when it is done with. */
  readonly admitUpload: (personId: string, bytes: number | undefined) => Promise<(() => void) | undefined>
}

const nobody: Actor = {
  id: '00000000-0000-7000-8000-000000000000',
  name: 'anonymous',
  adcode: '',
  permissions: new Set(),
  posts: [],
  organisationId: null,
  areaCodes: [],
}

/** Makes the web server answer `route`. */
export function addRoute(app: FastifyInstance, parts: Parts, route: Route): void {
  const { endpoint } = route
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    // Before anything of the body is read.
    onRequest: async (request) => {
      if (endpoint.method !== 'GET') refuseForeign(request, parts.hasSessionCookie(request))
    },
    handler: async (request, reply) => {
      const actor = await admit(parts, endpoint, request)
      if (request.isMultipart() && !endpoint.takesFile)
        throw RequestProblem.unsupportedType({ contentType: 'multipart/form-data' })
      const { input, requestId } = readInput(endpoint, request)
      const release = request.isMultipart() ? await parts.admitUpload(actor.id, lengthOf(request)) : undefined
      const context = {
        ...parts,
        db: sightOf(parts, endpoint, actor),
        now: parts.clock.now(),
        actor,
        request,
        reply,
        requestId,
      }
      const output = await takeOutAnd(parts, endpoint, request, actor, input, () =>
        route.handle(context, input),
      )
        .catch((error: unknown) => {
          noteRefusal(parts.refusals, endpoint, request, actor, error)
          throw error
        })
        .finally(release)
      if (reply.sent) return reply
      return endpoint.reply.parse(output)
    },
  })
}

/** The length of the body as its head tells it. */
const lengthOf = ({ headers }: FastifyRequest): number | undefined =>
  headers['content-length'] === undefined ? undefined : Number(headers['content-length'])

/** Before somebody is known the house itself reads: sign-in looks for a person of any county. */
const sightOf = ({ database }: Parts, { permission }: Endpoint, actor: Actor): Database =>
  permission === 'public' ? database.house : database.as(actor)

/** What leaves the house stands in the audit before it does: what breaks off on its way out has left it too. */
async function takeOutAnd<Result>(
  { act }: Parts,
  { logged }: Endpoint,
  request: FastifyRequest,
  actor: Actor,
  input: object,
  work: () => Promise<Result>,
): Promise<Result> {
  if (logged) await act(actor, takeOut(logged), withoutBody(request, input))
  return work()
}

/** What was asked for, without a body that may hold anything. */
const withoutBody = (request: FastifyRequest, input: object): Record<string, unknown> =>
  request.method === 'GET' ? { ...input } : {}

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

/** Whoever is signed in and asks for what is not theirs stands in the audit with it. */
function noteRefusal(
  refusals: Refusals,
  { method, path }: Endpoint,
  request: FastifyRequest,
  actor: Actor,
  error: unknown,
): void {
  if (!(error instanceof Problem) || error.kind !== 'forbidden' || actor.id === nobody.id) return
  const { id } = (request.params ?? {}) as { id?: unknown }
  const { permission } = error.details as { permission?: unknown }
  refusals.note(actor, {
    asked: `${method} ${path}`,
    subjectId: typeof id === 'string' && uuid.test(id) ? id : null,
    problem: error.code,
    address: request.ip,
    permission: typeof permission === 'string' ? permission : null,
  })
}

async function admit(parts: Parts, endpoint: Endpoint, request: FastifyRequest): Promise<Actor> {
  const actor = await parts.authenticate(request)
  if (endpoint.permission === 'public') return actor ?? nobody
  if (!actor) throw AccessProblem.signInNeeded({})
  // What any session may change is the person's own: password, sessions, preferences. A key has none of it.
  const isPersonal = endpoint.permission === 'signed-in' && endpoint.method !== 'GET'
  if (!may(actor, endpoint.permission) || (actor.isKey && isPersonal)) {
    const refused = AccessProblem.notPermitted({ permission: endpoint.permission })
    noteRefusal(parts.refusals, endpoint, request, actor, refused)
    throw refused
  }
  return actor
}

/**
 * Reads and checks params, query and body. The request id comes from the header `Idempotency-Key` or from
 * `requestId` in the body; without either the request cannot be repeated safely and gets one of its own.
 */
function readInput(
  endpoint: Endpoint,
  request: FastifyRequest,
): { input: object; requestId: string | undefined } {
  const params = check(endpoint.params, request.params ?? {}, '')
  const query = check(endpoint.query, request.query ?? {}, '')
  const { requestId: inBody, ...rest } = bodyOf(request)
  const body = check(endpoint.body, rest, '')
  const header = request.headers['idempotency-key']
  const requestId = typeof inBody === 'string' ? inBody : typeof header === 'string' ? header : undefined
  if (inBody !== undefined && typeof inBody !== 'string')
    throw invalid([{ path: 'requestId', message: 'string' }])
  if (requestId !== undefined && !/^[\w.:-]{8,100}$/.test(requestId))
    throw invalid([
      { path: 'requestId', message: '8–100 个字母、数字或 -_.: / 8–100 letters, digits or -_.:' },
    ])
  return { input: { ...params, ...query, ...body }, requestId: requestId ?? newId() }
}

function bodyOf(request: FastifyRequest): Record<string, unknown> {
  const { body } = request
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body))
    throw invalid([{ path: '', message: '应为 JSON 对象 / must be a JSON object' }])
  return body as Record<string, unknown>
}

const invalid = (issues: { path: string; message: string }[]) => RequestProblem.invalid({ issues })

const deepest = 64

/** A text that no column can keep: with a NUL, or with half of a character. */
const isUnkeepable = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed()

/** Where in `value` something stands that cannot be kept: such a text, or a nest no honest caller builds. */
function findUnkeepable(value: unknown, at: string, depth = 0): string | undefined {
  if (typeof value === 'string') return isUnkeepable(value) ? at : undefined
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return at.slice(0, 100)
  for (const [key, part] of Object.entries(value)) {
    const found = isUnkeepable(key) ? at : findUnkeepable(part, at ? `${at}.${key}` : key, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const unkeepable =
  '含有无法保存的字符，或嵌套过深 / holds a character that cannot be kept, or is nested too deeply'

function check(schema: z.ZodType, value: unknown, at: string): Record<string, unknown> {
  const wrongAt = findUnkeepable(value, at)
  if (wrongAt !== undefined) throw invalid([{ path: wrongAt, message: unkeepable }])
  const parsed = schema.safeParse(value)
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.map((it) => ({
        path: [at, ...it.path.map(String)].filter(Boolean).join('.'),
        message: it.message,
      })),
    )
  return (parsed.data ?? {}) as Record<string, unknown>
}
