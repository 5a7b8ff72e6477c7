/**
 * What the server refused, or that it could not be reached, as one typed error. A reply carries the sentence in
 * both languages, so that switching the language also switches an error that is already shown.
 */
import type { Sentence } from '#domain/problem.ts'

export class ProblemReply extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: Sentence
  readonly details: Readonly<Record<string, unknown>>
  readonly requestId: string | undefined

  constructor(
    code: string,
    status: number,
    sentence: Sentence,
    details: Readonly<Record<string, unknown>> = {},
    requestId?: string,
  ) {
    super(`${code}: ${sentence.en}`)
    this.name = 'ProblemReply'
    this.code = code
    this.status = status
    this.sentence = sentence
    this.details = details
    this.requestId = requestId
  }
}

/** The request never reached the server, or its answer never came back. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof ProblemReply && error.code === 'screen.unreachable'

/** The problem of a request without an answer. */
export const unreachable = (): ProblemReply =>
  new ProblemReply('screen.unreachable', 0, {
    zh: '无法连接服务器，请检查网络后重试。已填写的内容仍在。',
    en: 'The server cannot be reached. Check the network and try again; what you entered is kept.',
  })

/** The problem of an answer that is not what the contract promises. */
export const unreadable = (status: number, requestId?: string): ProblemReply =>
  new ProblemReply(
    'screen.unreadable',
    status,
    {
      zh: `服务器的答复无法识别（状态 ${status}）。请刷新页面，仍不行请告诉管理员。`,
      en: `The answer of the server cannot be read (status ${status}). Reload the page; if it stays, tell the administrator.`,
    },
    {},
    requestId,
  )

const isSentence = (it: unknown): it is Sentence =>
  typeof it === 'object' && it !== null && typeof (it as Sentence).zh === 'string'

/** Reads a Problem body (RFC 9457 with `code` and `sentence`); anything else is unreadable. */
export async function readProblem(response: Response): Promise<ProblemReply> {
  const requestId = response.headers.get('x-request-id') ?? undefined
  const body: unknown = await response.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null) return unreadable(response.status, requestId)
  const it = body as Record<string, unknown>
  if (typeof it['code'] !== 'string') return unreadable(response.status, requestId)
  const title = typeof it['title'] === 'string' ? it['title'] : it['code']
  const details = typeof it['details'] === 'object' && it['details'] !== null ? it['details'] : {}
  return new ProblemReply(
    it['code'],
    response.status,
    isSentence(it['sentence']) ? it['sentence'] : { zh: title, en: title },
    details as Record<string, unknown>,
    typeof it['requestId'] === 'string' ? it['requestId'] : requestId,
  )
}
