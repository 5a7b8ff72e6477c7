/**
 * Calls an endpoint of the server, typed by the endpoint object itself. A write carries the request id of the
 * person's intent: it is tried again with the same id when the network fails, and the server does it once.
 */
import type { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { isUnattended } from './attendance.ts'
import { readProblem, unreachable, unreadable } from './problem-reply.ts'
import { toRequestPath } from './request-path.ts'
import { withSessionEnd } from './session-end.ts'

type Part<Name extends string, Schema extends z.ZodType> =
  unknown extends z.input<Schema>
    ? { readonly [K in Name]?: unknown }
    : Record<never, never> extends z.input<Schema>
      ? { readonly [K in Name]?: z.input<Schema> }
      : undefined extends z.input<Schema>
        ? { readonly [K in Name]?: z.input<Schema> }
        : { readonly [K in Name]: z.input<Schema> }

/** What an endpoint takes: params, query and body where its schemas ask for them. */
export type CallInput<E extends Endpoint> = Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'body', E['body']>

export type CallOptions = {
  /** Names one intent of the person; a new one is made when absent. Keep it to repeat a write safely. */
  readonly requestId?: string
  readonly signal?: AbortSignal
  readonly language?: string
  /** Lets it arrive although the page is being left; only for something small. */
  readonly outlivesPage?: boolean
}

let language = 'zh-CN'

/** Sets the language that the server is asked for. */
export const setCallLanguage = (it: string): void => {
  language = it
}

/** A new name for one intent of a person. */
export const newRequestId = (): string =>
  // Only `localhost` and https have randomUUID; a county's own server may speak plain http.
  typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, '0')).join(
        '',
      )

const waitsMilliseconds = [400, 1500]

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Calls `endpoint`; resolves to its reply, or throws a ProblemReply. */
export const call = async <E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<z.output<E['reply']>> => readReply(endpoint, await ask(endpoint, input, options))

/** Calls an endpoint that answers with a file; resolves to it with the name it should have. */
export async function callForFile<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<File> {
  const response = await ask(endpoint, input, options)
  if (!response.ok) throw await readProblem(response)
  const content = await response.blob()
  return new File([content], nameIn(response.headers.get('content-disposition')), { type: content.type })
}

/** The name that a reply gives its file. */
const nameIn = (disposition: string | null): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1] ?? 'file')

function ask<E extends Endpoint>(endpoint: E, input: CallInput<E>, options: CallOptions): Promise<Response> {
  const parts = input as { params?: object; query?: object; body?: unknown }
  const path = toRequestPath(endpoint.path, parts.params ?? {}, parts.query ?? {})
  const requestId = options.requestId ?? newRequestId()
  const isWrite = endpoint.method !== 'GET'
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': options.language ?? language,
  }
  if (isWrite) headers['idempotency-key'] = requestId
  // What a page asks by itself while nobody sits at it keeps no session awake.
  if (isUnattended()) headers['x-unattended'] = '1'
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' }
  if (options.outlivesPage) init.keepalive = true
  if (options.signal) init.signal = options.signal
  if (parts.body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(parts.body)
  }
  return send(path, init)
}

/** Sends, and again with the same request id while the network or the server is away for a moment. */
async function send(path: string, init: RequestInit): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const wait = waitsMilliseconds[attempt]
    try {
      const response = await fetch(path, init)
      if (response.status !== 503 || wait === undefined) return response
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      if (wait === undefined) throw unreachable()
    }
    await pause(wait)
  }
}

async function readReply<E extends Endpoint>(endpoint: E, response: Response): Promise<z.output<E['reply']>> {
  if (!response.ok) throw withSessionEnd(await readProblem(response))
  const text = await response.text()
  let body: unknown
  try {
    body = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw unreadable(response.status, response.headers.get('x-request-id') ?? undefined)
  }
  const parsed = endpoint.reply.safeParse(body)
  if (!parsed.success) {
    console.error(`${endpoint.method} ${endpoint.path} is not what its contract says`, parsed.error.issues)
    throw unreadable(response.status, response.headers.get('x-request-id') ?? undefined)
  }
  return parsed.data as z.output<E['reply']>
}
