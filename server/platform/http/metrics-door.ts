/**
 * `GET /metrics`: who may read the figures. With a token in the settings, whoever names it (`Authorization: Bearer …`);
 * without one, only a program on this machine that asks directly. A request that a proxy passed on is not from here.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from '../observe/metrics.ts'
import { MetricsProblem } from '../problems.ts'

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

const isFromHere = ({ socket, headers }: FastifyRequest): boolean =>
  loopback.test(socket.remoteAddress ?? '') && passedOn.every((it) => headers[it] === undefined)

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const names = (request: FastifyRequest, token: string): boolean =>
  timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))

/** Opens the door on `app`. */
export function addMetricsDoor(app: FastifyInstance, metrics: Metrics, token: string | undefined): void {
  app.get('/metrics', async (request, reply) => {
    if (token === undefined ? !isFromHere(request) : !names(request, token)) throw MetricsProblem.closed({})
    return reply
      .header('content-type', metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.read())
  })
}
