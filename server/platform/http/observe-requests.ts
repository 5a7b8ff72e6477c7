/** Tells of each request, so that it can be counted and traced; nothing is told while nobody listens. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { deeds, type RequestDeed } from '../observe/channels.ts'

/**
 * Adds the telling to `app`, before any other hook, so that they run within the request's trace. Routes that are
 * `endless` last as long as a screen is open, which is no duration of an answer.
 */
export function observeRequests(app: FastifyInstance, endless: ReadonlySet<string>): void {
  const { request: channel } = deeds
  const told = new WeakMap<FastifyRequest, RequestDeed>()
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    if (!channel.hasSubscribers || endless.has(route)) return done()
    const parent = request.headers['traceparent']
    const deed: RequestDeed = {
      kind: 'request',
      method: request.method,
      route,
      parent: typeof parent === 'string' ? parent : undefined,
    }
    told.set(request, deed)
    channel.start.runStores(deed, done)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const deed = told.get(request)
    if (deed) {
      deed.status = reply.statusCode
      channel.asyncEnd.publish(deed)
    }
    done()
  })
  app.addHook('onRequestAbort', (request, done) => {
    const deed = told.get(request)
    if (deed) {
      told.delete(request)
      deed.status = 499
      channel.asyncEnd.publish(deed)
    }
    done()
  })
}
