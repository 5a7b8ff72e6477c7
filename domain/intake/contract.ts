/** Endpoints of reports: telling the centre, what it suggests, and what becomes of a report. */
import { z } from 'zod'
import { actionEndpoint, CaseReceipt } from '../cases/contract.ts'
import { sources } from '../cases/source.ts'
import { CaseState, stages } from '../cases/state.ts'
import { endpoint } from '../endpoint.ts'
import { Datum } from '../geography/datum.ts'
import { Position } from '../geography/geometry.ts'
import { PhoneNumber } from '../personal-data.ts'
import { type DuplicateReason, duplicateReasons } from './duplicates.ts'
import { Caller, ReportView } from './report.ts'

const nothing = z.object({})
const reportId = z.object({ id: z.uuid() })

export const NewReport = z.object({
  source: z.enum(sources).optional().meta({ description: 'by default what the post stands for' }),
  description: z.string().trim().min(2).max(2000).meta({ description: '问题描述' }),
  address: z.string().trim().max(256).default('').meta({ description: '位置描述' }),
  point: Position.optional().meta({ description: '[lng, lat] in `datum`' }),
  datum: Datum.default('cgcs2000'),
  catalogueId: z.string().optional(),
  kind: z.enum(['component', 'matter']).optional(),
  classCode: z.string().max(10).optional(),
  conditionId: z.uuid().toLowerCase().optional(),
  componentId: z.string().max(20).optional().meta({ description: '17-digit code of a component' }),
  photoIds: z.array(z.uuid().toLowerCase()).max(20).default([]),
  caller: Caller.optional(),
  externalNumber: z
    .string()
    .max(64)
    .nullable()
    .default(null)
    .meta({ description: 'number in the system it comes from' }),
  /** An open case that is the same trouble: the report joins it, and is merged as soon as it is there. */
  joinsCaseId: z.uuid().toLowerCase().optional(),
  /** Put right on the spot by the collector (自行处置); photos before and after. */
  selfHandled: z.boolean().default(false),
})
export type NewReport = z.output<typeof NewReport>

export const createReportEndpoint = endpoint({
  method: 'POST',
  path: '/api/reports',
  summary: 'Report something (collector, citizen) or register what was reported (acceptor)',
  permission: 'report.create',
  scope: 'Inside the own county; a collector inside the own area of duty.',
  params: nothing,
  query: nothing,
  body: NewReport,
  reply: CaseReceipt.extend({
    reportId: z.uuid(),
    warnings: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  }),
  problems: [
    'report.outside-county',
    'report.outside-own-area',
    'report.place-needed',
    'report.class-needed',
    'report.photos-needed',
    'report.photo-unknown',
    'report.class-unknown',
    'report.component-unknown',
    'report.source-not-yours',
    'case.master-wrong',
    'case.action-not-allowed',
  ],
})

const Suggested = z.object({ id: z.uuid(), name: z.string() })

export const Suggestions = z.object({
  place: z
    .object({
      town: z.string().nullable(),
      community: z.string().nullable(),
      communityCode: z.string().nullable(),
      cellCode: z.string().nullable(),
      areaClass: z.string().nullable(),
    })
    .nullable(),
  classes: z.array(
    z.object({
      catalogueId: z.string(),
      kind: z.enum(['component', 'matter']),
      code: z.string(),
      name: z.string(),
      score: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
  duplicates: z.array(
    z.object({
      id: z.uuid(),
      reportNumber: z.string(),
      number: z.string().nullable(),
      state: CaseState,
      description: z.string(),
      address: z.string(),
      className: z.string().nullable(),
      distanceMetres: z.number().nullable(),
      reportedAt: z.string(),
      score: z.number(),
      reasons: z.array(z.enum(Object.keys(duplicateReasons) as DuplicateReason[])),
    }),
  ),
  components: z.array(z.object({ code: z.string(), name: z.string(), distanceMetres: z.number() })),
  unit: z.object({ lead: Suggested, assist: z.array(Suggested), rule: z.string() }).nullable(),
  warnings: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
})
export type Suggestions = z.infer<typeof Suggestions>

export const suggestEndpoint = endpoint({
  method: 'POST',
  path: '/api/reports/suggestions',
  summary:
    'Class, place, likely duplicates, nearby components and responsible unit for what is being typed; changes nothing',
  permission: 'report.create',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: NewReport.pick({
    point: true,
    datum: true,
    kind: true,
    classCode: true,
    conditionId: true,
    componentId: true,
    catalogueId: true,
  }).extend({
    description: z.string().max(2000).default(''),
    exceptCaseId: z.uuid().optional(),
  }),
  reply: Suggestions,
})

export const listCaseReportsEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/reports',
  summary: 'The reports behind a case, with callers masked',
  permission: 'report.read',
  scope: 'Cases one may see.',
  params: reportId,
  query: nothing,
  body: nothing,
  reply: z.object({ reports: z.array(ReportView) }),
})

export const unmaskCallerEndpoint = endpoint({
  method: 'POST',
  path: '/api/reports/:id/unmask-caller',
  summary: 'Name and telephone of the caller, and the words as they were told; the reason is logged',
  permission: 'report.read-caller',
  scope: 'Cases one may see.',
  params: reportId,
  query: nothing,
  body: z.object({ reason: z.string().trim().min(2).max(200) }),
  reply: z.object({
    callerName: z.string().nullable(),
    callerPhone: z.string().nullable(),
    description: z.string(),
    address: z.string(),
  }),
  problems: ['report.unknown'],
})

/** One earlier report of somebody who calls again. */
const EarlierReport = z.object({
  caseId: z.uuid(),
  /** The number of the case, or of the report before there is one. */
  number: z.string(),
  state: CaseState,
  receivedAt: z.string(),
  className: z.string().nullable(),
  description: z.string(),
  address: z.string(),
})
export type EarlierReport = z.infer<typeof EarlierReport>

export const findCallerHistoryEndpoint = endpoint({
  method: 'POST',
  path: '/api/callers/history',
  summary: 'Earlier reports from a telephone number that is just calling; each look is logged',
  permission: 'report.read-caller',
  scope: 'Cases one may see. What was told in confidence is counted and not shown.',
  params: nothing,
  query: nothing,
  body: z.object({ phone: PhoneNumber }),
  reply: z.object({
    /** As the last report wrote it, masked. */
    callerName: z.string().nullable(),
    total: z.int(),
    open: z.int(),
    confidential: z.int(),
    /** The newest first, at most ten. */
    reports: z.array(EarlierReport),
  }),
})

export const listMyReportsEndpoint = endpoint({
  method: 'GET',
  path: '/api/my-reports',
  summary: 'What became of the own reports: public stage and the notices sent',
  permission: 'report.create',
  scope: 'Own reports only.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    reports: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        description: z.string(),
        receivedAt: z.string(),
        stage: z.enum(Object.keys(stages) as [keyof typeof stages]),
        stageName: z.object({ zh: z.string(), en: z.string() }),
        notices: z.array(z.object({ at: z.string(), zh: z.string(), en: z.string() })),
      }),
    ),
  }),
})

export const mergeCaseEndpoint = actionEndpoint('merge')
export const recordReturnVisitEndpoint = endpoint({
  ...actionEndpoint('recordReturnVisit'),
  reply: CaseReceipt.extend({ reopenedAs: CaseReceipt.nullable() }),
})
