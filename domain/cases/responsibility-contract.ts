/** Endpoints of the responsibility matrix. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { ResponsibilityRule } from './responsibility.ts'

const nothing = z.object({})
const Unit = z.object({ id: z.string(), name: z.string() })

export const suggestUnitEndpoint = endpoint({
  method: 'GET',
  path: '/api/responsibility/suggestion',
  summary: 'Which units would get a case of this class in this area, and by which rule',
  permission: 'case.read',
  scope: 'The own county.',
  params: nothing,
  query: z.object({
    kind: z.enum(['component', 'matter']).optional(),
    classCode: z.string().optional(),
    conditionId: z.string().optional(),
    areaCode: z.string().optional().meta({ description: 'code of a town, community or cell' }),
  }),
  body: nothing,
  reply: z.object({
    unit: z.object({ ruleId: z.uuid(), lead: Unit, assist: z.array(Unit), rule: z.string() }).nullable(),
  }),
})

export const responsibilityCoverageEndpoint = endpoint({
  method: 'GET',
  path: '/api/responsibility/coverage',
  summary: 'How much of class × community the matrix covers, and where it has gaps',
  permission: 'case.read',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    pairs: z.int(),
    covered: z.int(),
    gaps: z.array(
      z.object({
        kind: z.string(),
        classCode: z.string(),
        className: z.string(),
        communities: z.int(),
        examples: z.array(z.string()),
      }),
    ),
  }),
})

export const putResponsibilityRulesEndpoint = endpoint({
  method: 'POST',
  path: '/api/responsibility/rules',
  summary: 'Add rules to the matrix, or end rules by giving validTo',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: z.object({ rules: z.array(ResponsibilityRule).min(1).max(1000) }),
  reply: z.object({ written: z.int() }),
})
