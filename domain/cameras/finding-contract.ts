/** Camera findings (视频发现): a picture taken from a camera that waits for a person to say what becomes of it. */
import { z } from 'zod'
import { CaseReceipt } from '../cases/contract.ts'
import { endpoint } from '../endpoint.ts'
import { Position } from '../geography/geometry.ts'
import { NewReport } from '../intake/contract.ts'

const nothing = z.object({})
const findingId = z.object({ id: z.uuid() })
const ownScope = 'Cameras that one may watch.'

export const findingStates = ['waiting', 'reported', 'discarded'] as const

const Note = z.string().trim().max(500).default('')

export const FindingView = z.object({
  id: z.uuid(),
  state: z.enum(findingStates),
  camera: z.object({ id: z.uuid(), name: z.string(), code: z.string(), isDemonstration: z.boolean() }),
  point: Position,
  place: z.string(),
  address: z.string(),
  /** Null once the picture was erased. */
  photoId: z.uuid().nullable(),
  /** When the picture is erased: one that waits unless it is reviewed before, a discarded one for certain. */
  erasesAt: z.string().nullable(),
  note: z.string(),
  takenAt: z.string(),
  takenBy: z.string(),
  /** Whether the server fetched the picture itself; one from a player came through a browser. */
  isFetched: z.boolean(),
  reviewedBy: z.string().nullable(),
  reviewedAt: z.string().nullable(),
  reason: z.string().nullable(),
  caseId: z.uuid().nullable(),
  reportNumber: z.string().nullable(),
  version: z.int(),
})
export type FindingView = z.infer<typeof FindingView>

export const recordFindingEndpoint = endpoint({
  method: 'POST',
  path: '/api/camera-watches/:id/findings',
  takesFile: true,
  summary: 'Put a picture (multipart form, field "file") taken while watching into the queue of findings',
  permission: 'finding.record',
  scope: 'Own watches that are not over.',
  params: findingId,
  query: z.object({ note: Note }),
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: [
    'camera.watch-over',
    'camera.not-yours',
    'photo.missing',
    'photo.not-a-photo',
    'photo.too-many-pixels',
    'request.too-large',
  ],
})

export const takeSnapshotEndpoint = endpoint({
  method: 'POST',
  path: '/api/cameras/:id/snapshots',
  summary: 'Let the server fetch a still picture of a camera into the queue of findings; logged as a watch',
  permission: 'finding.record',
  scope: ownScope,
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: z.object({ note: Note }),
  reply: z.object({ id: z.uuid() }),
  problems: [
    'camera.unknown',
    'camera.not-yours',
    'camera.no-snapshot',
    'camera.out-of-use',
    'camera.unreachable',
    'photo.not-a-photo',
  ],
})

export const listFindingsEndpoint = endpoint({
  method: 'GET',
  path: '/api/camera-findings',
  summary: 'Findings by state, those that wait longest first, and how many wait',
  permission: 'finding.read',
  scope: ownScope,
  params: nothing,
  query: z.object({ state: z.enum(findingStates).default('waiting') }),
  body: nothing,
  reply: z.object({ waiting: z.int(), findings: z.array(FindingView) }),
})

export const discardFindingEndpoint = endpoint({
  method: 'POST',
  path: '/api/camera-findings/:id/discard',
  summary: 'Discard a finding with a reason; its picture is erased after the days of the camera',
  permission: 'finding.review',
  scope: ownScope,
  params: findingId,
  query: nothing,
  body: z.object({ expectedVersion: z.int(), reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['finding.unknown', 'finding.reviewed', 'camera.not-yours'],
})

export const reportFindingEndpoint = endpoint({
  method: 'POST',
  path: '/api/camera-findings/:id/report',
  summary: 'Make a finding a report: its case is opened at the place of what was seen, with the picture',
  permission: 'finding.review',
  scope: ownScope,
  params: findingId,
  query: nothing,
  body: NewReport.pick({
    description: true,
    address: true,
    catalogueId: true,
    kind: true,
    classCode: true,
    conditionId: true,
    joinsCaseId: true,
  }).extend({ expectedVersion: z.int() }),
  reply: CaseReceipt.extend({ reportId: z.uuid() }),
  problems: [
    'finding.unknown',
    'finding.reviewed',
    'camera.not-yours',
    'report.class-unknown',
    'report.place-needed',
    'case.master-wrong',
  ],
})
