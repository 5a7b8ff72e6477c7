/** A component (部件) as the ledger keeps it: a thing of the city that is looked after, from a manhole cover to a tree. */
import { z } from 'zod'
import { CellCode } from '../geography/cell-code.ts'
import { Geometry, Position } from '../geography/geometry.ts'
import { ComponentCode } from './component-code.ts'
import { ComponentState } from './component-state.ts'

/** An organisation in a role, as it was delivered and, where it is known, as ours. */
export const RoleHolder = z.object({
  organisationId: z.uuid().nullable(),
  name: z.string().min(1).max(100).nullable(),
})
export type RoleHolder = z.infer<typeof RoleHolder>

/** A role holder as a delivery names it: by name, by a code (credit code or the deliverer's own), or both. */
export const DeliveredHolder = RoleHolder.extend({ code: z.string().max(100).nullable().optional() })
export type DeliveredHolder = z.infer<typeof DeliveredHolder>

/** A value of an attribute that only some classes have: material, size, outlet. */
export const AttributeValue = z.union([z.string().max(1000), z.number(), z.boolean()])

const described = {
  classCode: z
    .string()
    .regex(/^\d{5}$/, '5 位小类代码 / five digits')
    .meta({ description: '小类代码 class' }),
  name: z.string().min(1).max(100).meta({ description: '名称 name (GLBJMC)' }),
  /** ZGBM: the department that is competent for the class here. */
  competent: RoleHolder,
  /** QSDW. */
  owner: RoleHolder,
  /** YHDW. */
  maintainer: RoleHolder,
  state: ComponentState.nullable(),
  /** CSRQ: since when it has been in the ledger of whoever surveyed it. */
  firstOn: z.iso.date().nullable(),
  /** BGRQ: when its record was last changed there. */
  changedOn: z.iso.date().nullable(),
  /** SJLY: 实测, 地形图, 基础地理数据 or 其他, as delivered. */
  dataSource: z.string().max(30).nullable(),
  address: z.string().max(256).nullable(),
  note: z.string().max(1000).nullable(),
  geometry: Geometry,
  attributes: z.record(z.string().min(1).max(60), AttributeValue),
  /** The number under which whoever delivered it knows it; unique in the county. */
  externalCode: z.string().min(1).max(100).nullable(),
}

/** What is said of a component before it has a code, a cell and a history. */
export const ComponentDraft = z.object({
  ...described,
  competent: DeliveredHolder,
  owner: DeliveredHolder,
  maintainer: DeliveredHolder,
  /** Delivered with the record; given by the ledger when null. */
  code: ComponentCode.nullable(),
  /** Delivered with the record; the ledger finds it by the position in any case. */
  cellCode: CellCode.nullable(),
  /** Coordinates as delivered where they had to be converted. */
  rawPosition: z.object({ system: z.string(), coordinates: z.tuple([z.number(), z.number()]) }).nullable(),
})
export type ComponentDraft = z.infer<typeof ComponentDraft>

/** A component of the ledger. */
export const Component = z.object({
  id: z.uuid(),
  code: ComponentCode,
  ...described,
  /** The version of the catalogue in which the class code has its meaning. */
  catalogueVersionId: z.uuid(),
  /** Where a line or an area is looked for: one point of it. */
  position: Position,
  cellCode: CellCode.nullable(),
  communityCode: z.string().nullable(),
  townCode: z.string().nullable(),
  /** Photos by the id of their file. */
  photos: z.array(z.uuid()),
  /** Counts the changes; a change names the version it was decided on. */
  version: z.int().positive(),
  changedAt: z.string(),
})
export type Component = z.infer<typeof Component>
