/** Prints the OpenAPI 3.1 document from the same endpoint objects that are served. */
import { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return rest
}

const isEmpty = (schema: Record<string, unknown>): boolean =>
  schema['type'] === 'object' && !Object.keys((schema['properties'] as object | undefined) ?? {}).length

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Record<string, unknown>>
    required?: string[]
  }
  return Object.entries(properties).map(([name, it]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof it['description'] === 'string' ? { description: it['description'] } : {}),
    schema: it,
  }))
}

/** One file in a form. */
const formSchema = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', format: 'binary' } },
}

const problemReply = {
  description: 'A problem (RFC 9457) with a code, a sentence in two languages and details',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function operationOf(endpoint: Endpoint): object {
  const body = jsonSchema(endpoint.body, 'input')
  const access = endpoint.permission === 'public' ? 'Public.' : `Permission: \`${endpoint.permission}\`.`
  const problems = endpoint.problems?.length
    ? `\n\nProblems: ${endpoint.problems.map((it) => `\`${it}\``).join(', ')}`
    : ''
  return {
    summary: endpoint.summary,
    description: `${access} ${endpoint.scope}${problems}`,
    tags: [endpoint.path.split('/')[2] ?? 'api'],
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...(endpoint.takesFile
      ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: formSchema } } } }
      : isEmpty(body)
        ? {}
        : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    ...(endpoint.permission === 'public' ? { security: [] } : {}),
    responses: {
      200: {
        description: 'The answer',
        content: { 'application/json': { schema: jsonSchema(endpoint.reply, 'output') } },
      },
      default: problemReply,
    },
  }
}

/** The whole API as an OpenAPI 3.1 document. */
export function printOpenapi(endpoints: readonly Endpoint[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][endpoint.method.toLowerCase()] = operationOf(endpoint)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Jingwei 经纬',
      version,
      description:
        'Every change takes a request id (header `Idempotency-Key`, or `requestId` in the body): sent twice it changes nothing the second time; with another body it is refused with 409.',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'jingwei_session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'sentence', 'requestId'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            sentence: { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
            details: { type: 'object' },
            requestId: { type: 'string' },
          },
        },
      },
    },
  }
}
