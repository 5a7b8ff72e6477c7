/** Endpoints of the responsibility matrix. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { OnDate } from '../instant.ts'
import { Finding } from '../table.ts'
import { ResponsibilityRule } from './responsibility.ts'
import { lostReasons } from './responsibility-explanation.ts'

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
    /** Of each community how many classes have a unit. */
    communities: z.array(
      z.object({ code: z.string(), name: z.string(), townName: z.string().nullable(), covered: z.int() }),
    ),
    classes: z.int(),
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

/** A rule as the matrix shows it, with the names of what it speaks of. */
export const RuleView = ResponsibilityRule.extend({
  version: z.int(),
  state: z.enum(['in-force', 'coming', 'ended']),
  className: z.string().nullable(),
  conditionText: z.string().nullable(),
  areaName: z.string().nullable(),
  lead: Unit,
  assist: z.array(Unit),
})
export type RuleView = z.infer<typeof RuleView>

export const rulesPerPage = 100

export const RuleFilter = z.object({
  /** Part of the basis, of a unit's or of a class's name. */
  text: z.string().trim().max(50).optional(),
  kind: z.enum(['component', 'matter']).optional(),
  /** Rules that speak of this class or major, also those that speak of all classes around it. */
  classCode: z.string().max(10).optional(),
  /** Rules that speak of this area, of one inside it, or of one around it. */
  areaCode: z
    .string()
    .regex(/^\d{6,15}$/)
    .optional(),
  unitId: z.uuid().optional(),
  state: z.enum(['in-force', 'coming', 'ended']).optional(),
})
export type RuleFilter = z.infer<typeof RuleFilter>

export const listRulesEndpoint = endpoint({
  method: 'GET',
  path: '/api/responsibility/rules',
  summary: 'Rules of the matrix, those in force unless asked otherwise',
  permission: 'case.read',
  scope: 'The own county.',
  params: nothing,
  query: RuleFilter.extend({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
  body: nothing,
  reply: z.object({ rules: z.array(RuleView), total: z.int() }),
})

/** A rule to end: from this day on it no longer counts. */
export const RuleEndInput = z.object({
  id: z.uuid().toLowerCase(),
  expectedVersion: z.int().positive(),
  validTo: OnDate,
})

export const changeResponsibilityEndpoint = endpoint({
  method: 'POST',
  path: '/api/responsibility/changes',
  summary: 'Add rules and end others in one act; a change of a rule is its end and a new one from that day',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: z
    .object({
      added: z.array(ResponsibilityRule).max(1000).default([]),
      ended: z.array(RuleEndInput).max(1000).default([]),
    })
    .refine((it) => it.added.length + it.ended.length > 0, { error: '没有内容 nothing to do' }),
  reply: z.object({ added: z.int(), ended: z.int() }),
  problems: [
    'responsibility.rule-wrong',
    'responsibility.stale-rule',
    'responsibility.rule-unknown',
    'responsibility.end-too-early',
    'responsibility.rule-twice',
  ],
})

export const explainUnitEndpoint = endpoint({
  method: 'GET',
  path: '/api/responsibility/explanation',
  summary: 'Which unit a case would go to by which rule, and why every other rule of its class lost',
  permission: 'case.read',
  scope: 'The own county.',
  params: nothing,
  query: z.object({
    kind: z.enum(['component', 'matter']),
    classCode: z.string().max(10),
    conditionId: z.string().optional(),
    areaCode: z
      .string()
      .regex(/^\d{6,15}$/)
      .optional(),
    lng: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    onDate: OnDate.optional(),
  }),
  body: nothing,
  reply: z.object({
    /** Where the case would lie, from the smallest to the largest area; empty for anywhere. */
    areas: z.array(z.object({ code: z.string(), name: z.string() })),
    winner: RuleView.nullable(),
    lost: z.array(z.object({ rule: RuleView, why: z.enum(lostReasons) })),
    lostTotal: z.int(),
  }),
  problems: ['geography.outside-county'],
})

/** What a table of the matrix comes to. One refused cell is enough to write nothing. */
export const MatrixReport = z.object({
  read: z.int(),
  added: z.int(),
  ended: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(Finding),
})
export type MatrixReport = z.infer<typeof MatrixReport>

const endsMissing = z
  .enum(['yes', 'no'])
  .default('no')
  .meta({ description: 'whether rules that the table does not name end today' })
const matrixFile = {
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: z.object({ endsMissing }),
  body: nothing,
  problems: ['responsibility.file-missing', 'table.unreadable', 'table.column-missing'],
}

export const checkMatrixEndpoint = endpoint({
  ...matrixFile,
  method: 'POST',
  path: '/api/responsibility/check-import',
  takesFile: true,
  summary: 'Judge a table of the matrix (Excel or CSV, as a form with `file`) and write nothing',
  reply: MatrixReport,
})

export const importMatrixEndpoint = endpoint({
  ...matrixFile,
  method: 'POST',
  path: '/api/responsibility/import',
  takesFile: true,
  summary: 'Change the matrix to what a table says, in one act or not at all',
  reply: z.object({ added: z.int(), ended: z.int() }),
  problems: [...matrixFile.problems, 'responsibility.file-faulty'],
})

export const exportMatrixEndpoint = endpoint({
  method: 'GET',
  path: '/api/responsibility/export',
  logged: 'responsibility.export',
  summary: 'The rules in force and to come as a table, in the columns an import reads',
  permission: 'case.read',
  scope: 'The own county.',
  params: nothing,
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  body: nothing,
  reply: z.unknown(),
})
