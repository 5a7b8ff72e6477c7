/** Endpoints of the register of cameras and of watching them. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Position } from '../geography/geometry.ts'
import { Finding as TableFinding } from '../table.ts'
import { CameraChange, CameraInput, cameraAccesses, cameraKinds, cameraStates } from './camera.ts'

const nothing = z.object({})
const cameraId = z.object({ id: z.uuid() })
const watchId = z.object({ id: z.uuid() })
const county = 'The own county.'
const watchScope =
  'Cameras in service or out of order in the own areas of duty; restricted ones for shift leaders and leaders.'
const receipt = z.object({ id: z.uuid(), version: z.int() })

/** A camera as lists show it; addresses are masked to their hosts, and that only for who keeps the register. */
export const CameraView = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  address: z.string(),
  point: Position,
  townCode: z.string().nullable(),
  communityCode: z.string().nullable(),
  cellCode: z.string().nullable(),
  place: z.string(),
  organisation: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  kind: z.enum(cameraKinds),
  bearing: z.number().nullable(),
  angle: z.number().nullable(),
  /** The field of view as a ring; null when the direction is not known. */
  wedge: z.array(Position).nullable(),
  state: z.enum(cameraStates),
  access: z.enum(cameraAccesses),
  purpose: z.string(),
  legalBasis: z.string(),
  retentionDays: z.int(),
  waitDays: z.int(),
  hasStream: z.boolean(),
  hasSnapshot: z.boolean(),
  /** Masked; null for whoever does not keep the register. */
  streamHost: z.string().nullable(),
  snapshotHost: z.string().nullable(),
  isDemonstration: z.boolean(),
  version: z.int(),
  mayWatch: z.boolean(),
  distanceMetres: z.number().nullable(),
})
export type CameraView = z.infer<typeof CameraView>

export const listCamerasEndpoint = endpoint({
  method: 'GET',
  path: '/api/cameras',
  summary: 'Cameras of the register, those near a point by distance; never their addresses',
  permission: 'camera.read',
  scope: 'The own areas of duty; whoever keeps the register sees every one, ended ones too when asked.',
  params: nothing,
  query: z.object({
    near: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,9})?,\d{1,2}(\.\d{1,9})?$/)
      .optional()
      .meta({ description: 'lng,lat in CGCS2000' }),
    withinMetres: z.coerce.number().int().min(10).max(2000).default(150),
    withEnded: z.enum(['1', '']).optional(),
  }),
  body: nothing,
  reply: z.object({ cameras: z.array(CameraView) }),
})

export const createCameraEndpoint = endpoint({
  method: 'POST',
  path: '/api/cameras',
  summary: 'Register a camera',
  permission: 'camera.manage',
  scope: county,
  params: nothing,
  query: nothing,
  body: CameraInput,
  reply: receipt,
  problems: ['camera.code-taken', 'camera.outside-county', 'camera.address-refused', 'organisation.unknown'],
})

export const changeCameraEndpoint = endpoint({
  method: 'PUT',
  path: '/api/cameras/:id',
  summary: 'Change a camera; an address that is left out stays',
  permission: 'camera.manage',
  scope: county,
  params: cameraId,
  query: nothing,
  body: CameraChange.extend({ expectedVersion: z.int() }),
  reply: receipt,
  problems: [
    'camera.unknown',
    'camera.changed',
    'camera.code-taken',
    'camera.outside-county',
    'camera.address-refused',
    'organisation.unknown',
  ],
})

export const endCameraEndpoint = endpoint({
  method: 'POST',
  path: '/api/cameras/:id/end',
  summary: 'End a camera: its addresses are forgotten and nobody watches it any more',
  permission: 'camera.manage',
  scope: county,
  params: cameraId,
  query: nothing,
  body: z.object({ expectedVersion: z.int() }),
  reply: receipt,
  problems: ['camera.unknown', 'camera.changed'],
})

/** What a file of cameras came to. One wrong cell is enough to write nothing. */
export const CameraFileReport = z.object({
  read: z.int(),
  added: z.int(),
  changed: z.int(),
  refused: z.array(TableFinding),
})
export type CameraFileReport = z.infer<typeof CameraFileReport>

export const checkCamerasEndpoint = endpoint({
  method: 'POST',
  path: '/api/cameras/check-import',
  takesFile: true,
  summary: 'Judge a file of cameras (Excel or CSV, as a form with `file`) and write nothing',
  permission: 'camera.manage',
  scope: county,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: CameraFileReport,
  problems: ['camera.file-missing', 'table.unreadable', 'table.column-missing'],
})

export const importCamerasEndpoint = endpoint({
  method: 'POST',
  path: '/api/cameras/import',
  takesFile: true,
  summary: 'Register what a file says, or nothing; cameras are known by their code',
  permission: 'camera.manage',
  scope: county,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ added: z.int(), changed: z.int() }),
  problems: ['camera.file-missing', 'camera.file-faulty', 'camera.changed'],
})

export const exportCamerasEndpoint = endpoint({
  method: 'GET',
  path: '/api/cameras/export',
  logged: 'camera.export',
  summary: 'The register as an Excel file in the columns that an import reads; addresses are left empty',
  permission: 'camera.manage',
  scope: county,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.unknown(),
})

export const watchCameraEndpoint = endpoint({
  method: 'POST',
  path: '/api/cameras/:id/watch',
  summary: 'Open the picture of a camera; who, when and what for is logged',
  permission: 'camera.watch',
  scope: watchScope,
  params: cameraId,
  query: nothing,
  body: z.object({ reason: z.string().trim().min(2).max(100) }),
  reply: z.object({ watchId: z.uuid(), playlistPath: z.string(), endsAt: z.string() }),
  problems: ['camera.unknown', 'camera.not-yours', 'camera.no-stream', 'camera.out-of-use'],
})

export const endWatchEndpoint = endpoint({
  method: 'POST',
  path: '/api/camera-watches/:id/end',
  summary: 'End a watch',
  permission: 'camera.watch',
  scope: 'Own watches.',
  params: watchId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['camera.watch-over'],
})

export const streamWatchEndpoint = endpoint({
  method: 'GET',
  path: '/api/camera-watches/:id/stream',
  summary: 'A playlist or a part of the stream that a watch opened, fetched by the server',
  permission: 'camera.watch',
  scope: 'Own watches that are not over; the right to the camera is asked again each time.',
  params: watchId,
  query: z.object({ part: z.string().max(4000).optional().meta({ description: 'sealed by the server' }) }),
  body: nothing,
  reply: z.unknown(),
  problems: ['camera.watch-over', 'camera.not-yours', 'camera.out-of-use', 'camera.unreachable'],
})

/** One look at a camera, for whoever reads the log. */
export const WatchView = z.object({
  id: z.uuid(),
  cameraId: z.uuid(),
  cameraName: z.string(),
  personName: z.string(),
  reason: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
})
export type WatchView = z.infer<typeof WatchView>

export const listWatchesEndpoint = endpoint({
  method: 'GET',
  path: '/api/camera-watches',
  summary: 'Who watched which camera, when and what for; the newest first',
  permission: 'audit.read',
  scope: county,
  params: nothing,
  query: z.object({ cameraId: z.uuid().optional() }),
  body: nothing,
  reply: z.object({ watches: z.array(WatchView) }),
})
