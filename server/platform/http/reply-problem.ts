/** Problems as HTTP replies after RFC 9457, in the reader's language; bugs show their request id and nothing else. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inLanguage, type Language, Problem, type ProblemKind } from '#domain/problem.ts'
import { toProblem } from '../database/database-errors.ts'
import { RequestProblem, StorageProblem } from '../problems.ts'

const statusOf: Record<ProblemKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
  'no-room': 507,
}

/** The language a request asks for; Chinese unless English is asked for first. */
export function languageOf(request: FastifyRequest): Language {
  const asked = request.headers['accept-language'] ?? ''
  return /^\s*en\b/i.test(asked) ? 'en' : 'zh-CN'
}

/** Of an address that is none only so much is told back. */
const longestPath = 200

type FastifyProblem = { code?: string; statusCode?: number; message?: string }

/** The reader of multipart forms throws plain errors at a form without a boundary, or cut off. */
const isBrokenForm = ({ message = '' }: FastifyProblem): boolean =>
  /^Multipart: Boundary not found|unexpected end of multipart data|^The needle cannot/i.test(message)

/** What the web server itself refuses, in the words of the house. */
function fromFastify(error: FastifyProblem, request: FastifyRequest): Problem | undefined {
  switch (error.code) {
    // The disk was filled by somebody else since it was asked.
    case 'ENOSPC':
    case 'EDQUOT':
      return StorageProblem.full({})
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return RequestProblem.tooLarge({})
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return RequestProblem.unknownPath({ method: request.method, path: request.url.slice(0, longestPath) })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return RequestProblem.unsupportedType({ contentType: request.headers['content-type'] ?? '' })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return RequestProblem.malformed({ reason: error.message ?? '' })
  }
  if (error instanceof SyntaxError || error.statusCode === 400 || isBrokenForm(error))
    return RequestProblem.malformed({ reason: error.message ?? '' })
  return undefined
}

/** A database that is away meets readers too, also before anybody is known. */
function fromDatabase(error: unknown): Problem | undefined {
  const problem = toProblem(error, {})
  return problem instanceof Problem ? problem : undefined
}

/** Answers with `error`: a Problem in full, a bug by its request id alone. */
export function replyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem =
    error instanceof Problem
      ? error
      : (fromFastify((error ?? {}) as FastifyProblem, request) ?? fromDatabase(error))
  if (!problem) request.log.error({ requestId: request.id, err: error }, 'a bug')
  const status = problem ? statusOf[problem.kind] : 500
  const wait = problem?.details['retryAfterSeconds'] ?? problem?.details['seconds']
  if (status === 503) reply.header('retry-after', '2')
  if (status === 429 && typeof wait === 'number') reply.header('retry-after', String(Math.ceil(wait)))
  const bug = {
    zh: `系统内部错误，请把请求编号 ${request.id} 告诉管理员。`,
    en: `Internal error; please give the request id ${request.id} to the administrator.`,
  }
  const sentence = problem?.sentence ?? bug
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send({
      type: `urn:jingwei:problem:${problem?.code ?? 'bug'}`,
      title: inLanguage(sentence, languageOf(request)),
      status,
      code: problem?.code ?? 'bug',
      sentence,
      details: problem?.details ?? {},
      requestId: request.id,
    })
}
