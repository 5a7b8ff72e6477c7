/** A camera (视频探头) in the register: what it is, where, who answers for it, who may watch it and on what basis. */
import { z } from 'zod'
import { Datum } from '../geography/datum.ts'
import { Position } from '../geography/geometry.ts'
import { findCodeFault } from './camera-code.ts'

export const cameraKinds = ['bullet', 'dome', 'panorama', 'other'] as const
/** What people call the kinds. */
export const cameraKindNames = {
  bullet: { zh: '枪机', en: 'fixed' },
  dome: { zh: '球机', en: 'dome' },
  panorama: { zh: '全景', en: 'panorama' },
  other: { zh: '其他', en: 'other' },
} as const

export const cameraStates = ['in-service', 'out-of-order', 'ended'] as const
export type CameraState = (typeof cameraStates)[number]
/** What people call the states. */
export const cameraStateNames = {
  'in-service': { zh: '在用', en: 'in service' },
  'out-of-order': { zh: '故障', en: 'out of order' },
  ended: { zh: '停用', en: 'ended' },
} as const

export const cameraAccesses = ['centre', 'restricted'] as const
/** Who may watch, in words. */
export const cameraAccessNames = {
  centre: { zh: '中心各岗位', en: 'the centre' },
  restricted: { zh: '仅值班长与领导', en: 'leaders only' },
} as const

const Code = z
  .string()
  .trim()
  .check((it) => {
    const fault = findCodeFault(it.value)
    if (fault) it.issues.push({ code: 'custom', message: `${fault.zh} ${fault.en}`, input: it.value })
  })
  .meta({ description: '探头编码；国标 20 位时核对 code, checked where it is one of GB/T 28181' })
const Address = z.string().trim().min(1).max(1000).nullable()
const Words = z.string().trim().min(2).max(200)

/**
 * Days that a snapshot may wait unless its camera says otherwise. No rule speaks of snapshots: recordings of public cameras are
 * kept for 30 days at the least and erased once they have served (State Council Order 799, in force since 2025-04-01), and a
 * picture taken out of them that nobody needed by then has no reason to outlast them.
 */
export const usualWaitDays = 30

/** What of a camera is said from outside, apart from its addresses. */
export const CameraFacts = z.object({
  code: Code,
  name: z.string().trim().min(2).max(60),
  address: z.string().trim().max(200).default(''),
  point: Position.meta({ description: '[lng, lat] in `datum`' }),
  datum: Datum.default('cgcs2000'),
  organisationId: z.uuid().toLowerCase().nullable().default(null).meta({ description: '权属单位 owner' }),
  kind: z.enum(cameraKinds).default('bullet'),
  bearing: z
    .number()
    .min(0)
    .max(360)
    .nullable()
    .default(null)
    .meta({ description: '朝向 clockwise from north' }),
  angle: z.number().min(1).max(360).nullable().default(null).meta({ description: '视场角 field of view' }),
  state: z.enum(['in-service', 'out-of-order']).default('in-service'),
  access: z.enum(cameraAccesses).default('centre'),
  purpose: Words.meta({ description: '用途 what it is there for' }),
  legalBasis: Words.meta({ description: '设置依据 on which basis it stands there' }),
  /** How long a discarded snapshot is kept before it is erased. */
  retentionDays: z.int().min(1).max(365).default(7),
  /** How long a snapshot waits for a review before it is discarded and erased. */
  waitDays: z.int().min(1).max(365).default(usualWaitDays),
})
export type CameraFacts = z.output<typeof CameraFacts>

/** A new camera with its addresses. */
export const CameraInput = CameraFacts.extend({
  streamUrl: Address.default(null).meta({ description: 'HLS 播放列表地址 address of the HLS playlist' }),
  snapshotUrl: Address.default(null).meta({ description: '截图地址 address of a still picture' }),
})
export type CameraInput = z.output<typeof CameraInput>

/** A change: an address that is left out stays as it is, null takes it away. */
export const CameraChange = CameraFacts.extend({
  streamUrl: Address.optional(),
  snapshotUrl: Address.optional(),
})
export type CameraChange = z.output<typeof CameraChange>
