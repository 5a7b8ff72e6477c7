/** Load over HTTP from this process against the server in its own; every request has another request id. */
import autocannon from 'autocannon'
import { newId } from '#platform/ids.ts'
import type { Sample } from './measure.ts'

export type Load = {
  readonly url: string
  readonly token: string
  readonly connections: number
  readonly seconds: number
  /** Path and body of the next request. */
  readonly next: () => { path: string; body: object }
}

/** Drives the load; any answer but 2xx is an error of the benchmark. */
export async function loadHttp({ url, token, connections, seconds, next }: Load): Promise<Sample> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        setupRequest: (request) => {
          const { path, body } = next()
          return { ...request, path, body: JSON.stringify({ ...body, requestId: newId() }) }
        },
      },
    ],
  })
  if (result.non2xx || result.errors)
    throw new Error(
      `${result.non2xx} refused and ${result.errors} failed of ${result.requests.total} requests`,
    )
  const { p50, p97_5, p99 } = result.latency
  return { perSecond: result['2xx'] / result.duration, p50, p95: p97_5, p99 }
}
