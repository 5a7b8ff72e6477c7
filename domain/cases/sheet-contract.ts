/** The case sheet as a Word file. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

export const takeSheetEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/sheet',
  summary: 'The case sheet (案卷单) as a Word file, personal data masked; who takes one is logged',
  permission: 'case.export',
  scope: 'Cases one may see.',
  params: z.object({ id: z.uuid() }),
  query: z.object({}),
  body: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  problems: ['case.unknown'],
})
