/**
 * Asks a map service for one tile. The reply must be a picture, comes from the server that was named (no redirect is followed)
 * and has a limit of size and time; whatever else comes back is told by a problem that says whose turn it is.
 */
import { BasemapProblem } from '#domain/basemap/problems.ts'
import { pictureTypeOf } from '../files/tile-file.ts'

const usualLongestMs = 8000
const mostBytes = 4 * 1_048_576

export type Asked = {
  /** The name of the base map, for whoever reads the problem. */
  readonly name: string
  readonly address: string
  /** How long the service may take. */
  readonly longestMs?: number
}

const causeOf = (error: unknown): string => {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string }
  return cause?.code ?? cause?.message ?? message ?? String(error)
}

async function readLimited(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Error('the reply is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function ask(
  address: string,
  accept: string,
  longestMs = usualLongestMs,
): Promise<{ response: Response; bytes: Uint8Array }> {
  const response = await fetch(address, {
    redirect: 'manual',
    signal: AbortSignal.timeout(longestMs),
    headers: { accept, 'user-agent': 'Jingwei base map' },
  })
  return { response, bytes: await readLimited(response) }
}

const isRefusal = (status: number): boolean => [401, 403, 407, 418, 429].includes(status)
const isNothing = (status: number): boolean => [204, 404, 410].includes(status)

/** The tile's picture; undefined where the service has none. Throws the problem. */
export async function fetchTile({ name, address, longestMs }: Asked): Promise<Uint8Array | undefined> {
  const host = URL.parse(address)?.host ?? ''
  const { response, bytes } = await ask(address, 'image/*', longestMs).catch((error: unknown) => {
    throw BasemapProblem.providerUnreachable({ name, host, reason: causeOf(error) })
  })
  const { status } = response
  if (isRefusal(status)) throw BasemapProblem.providerRefused({ name, host, status })
  if (isNothing(status)) return undefined
  if (status >= 400) throw BasemapProblem.providerFailed({ name, host, status })
  const contentType = response.headers.get('content-type') ?? String(status)
  if (status >= 300 || !pictureTypeOf(bytes))
    throw BasemapProblem.providerNoImage({ name, host, contentType: contentType.slice(0, 60) })
  return bytes
}

/** A text of a service, such as its capabilities; the reason where there is none. */
export async function fetchText(address: string): Promise<string> {
  const { response, bytes } = await ask(address, 'application/xml, text/xml').catch((error: unknown) => {
    const reason = causeOf(error)
    throw BasemapProblem.capabilitiesUnreadable({
      reason: { zh: `连不上服务（${reason}）`, en: `the service is not reached (${reason})` },
    })
  })
  if (response.status !== 200)
    throw BasemapProblem.capabilitiesUnreadable({
      reason: { zh: `服务返回 ${response.status}`, en: `the service answers ${response.status}` },
    })
  return new TextDecoder().decode(bytes)
}
