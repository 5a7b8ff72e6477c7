/**
 * The catalogue's nouns: a version, its majors, classes and conditions. Limits hang on the condition, not on the
 * class, and a published version never changes: a correction is a new version, so that old cases stay as they were.
 */
import { z } from 'zod'
import { ClassCode, ClassKind, CodeScheme, MajorCode } from './class-code.ts'
import { Limit } from './limit.ts'
import { UnitKind } from './unit-kind.ts'

const Day = z.iso.date()

/** Whose catalogue it is. */
export const catalogueOwners = ['national', 'province', 'city', 'county'] as const
export const CatalogueOwner = z.enum(catalogueOwners)
export type CatalogueOwner = z.infer<typeof CatalogueOwner>

/** A version is prepared as a draft, used when published, and kept for old cases when withdrawn. */
export const CatalogueState = z.enum(['draft', 'published', 'withdrawn'])
export type CatalogueState = z.infer<typeof CatalogueState>

/** What a catalogue says about itself, before the platform gives it an identity. */
export const CatalogueHead = z.object({
  /** The name under which versions follow each other, e.g. `county-profile`. */
  series: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/),
  owner: CatalogueOwner,
  ownerName: z.string().min(1).max(100),
  label: z.string().min(1).max(200),
  /** The standard or norm it follows, as it is cited. */
  standardRef: z.string().max(200),
  codeScheme: CodeScheme,
  /** True when the list was put together from several sources and no authority has issued it as such. */
  assembled: z.boolean(),
  /** Source, caveats and rules used in its making; shown wherever the catalogue is shown. */
  note: z.string().max(4000),
})
export type CatalogueHead = z.infer<typeof CatalogueHead>

/** A version that the platform keeps. */
export const CatalogueVersion = CatalogueHead.extend({
  id: z.uuid(),
  /** The county whose own it is; null when every county of the installation may use it. */
  adcode: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  /** Counts up within the series. */
  edition: z.int().positive(),
  state: CatalogueState,
  /** First day in force; null while a draft. */
  validFrom: Day.nullable(),
  /** First day no longer in force (half open); null while it goes on. */
  validTo: Day.nullable(),
  /** Fingerprint of the content: an import of the same content makes no new version. */
  contentHash: z.string(),
  classCount: z.int().nonnegative(),
  conditionCount: z.int().nonnegative(),
})
export type CatalogueVersion = z.infer<typeof CatalogueVersion>

/** A major (大类). */
export const Major = z.object({
  kind: ClassKind,
  code: MajorCode,
  name: z.string().min(1).max(60),
  nameEn: z.string().max(120),
})
export type Major = z.infer<typeof Major>

/** A class (小类) of components or matters. */
export const CatalogueClass = z.object({
  kind: ClassKind,
  code: ClassCode,
  majorCode: MajorCode,
  name: z.string().min(1).max(100),
  nameEn: z.string().max(160),
  /** For a matter of the form “…异常”: the component it is the trouble of. */
  componentCode: ClassCode.nullable(),
  /** Words people use for it; the suggestion of classes reads them. */
  synonyms: z.array(z.string().min(1).max(30)),
})
export type CatalogueClass = z.infer<typeof CatalogueClass>

/** The class of an area, which may change a limit: A key area, B ordinary, C outer. */
export const areaClasses = ['A', 'B', 'C'] as const
export const AreaClass = z.enum(areaClasses)
export type AreaClass = z.infer<typeof AreaClass>

/** The limit of a condition, and those that differ by class of area. */
export const LimitsByArea = z.object({
  default: Limit,
  A: Limit.optional(),
  B: Limit.optional(),
  C: Limit.optional(),
})
export type LimitsByArea = z.infer<typeof LimitsByArea>

/**
 * Where a limit comes from: the norm states it for this class; the norm states it for the family this class belongs
 * to; it was assumed and says so; nobody has said.
 */
export const limitBases = ['stated', 'family', 'assumed', 'unknown'] as const
export const LimitBasis = z.enum(limitBases)
export type LimitBasis = z.infer<typeof LimitBasis>

const conditionFields = {
  kind: ClassKind,
  classCode: ClassCode,
  /** Order within the class, from 1. */
  ordinal: z.int().positive(),
  /** 立案条件: when a case is filed. */
  filingText: z.string().min(1).max(2000),
  /** 结案条件: what must be so to close it. */
  closingText: z.string().min(1).max(2000),
  /** False when no source gives a limit: whoever files the case must then set one. */
  limitKnown: z.boolean(),
  limits: LimitsByArea.nullable(),
  limitBasis: LimitBasis,
  /** The limit as the source writes it. */
  limitText: z.string().max(200),
  /** 采集要求: what the collector must show, and what is not collected. */
  collectionNotes: z.string().max(4000),
  /** 责任单位 / 处置单位 as the source writes it, or the name of its kind. */
  responsibleText: z.string().max(1000),
  responsibleKind: UnitKind.nullable(),
  /** 主管部门 / 监管主体 as the source writes it, or the name of its kind. */
  competentText: z.string().max(1000),
  competentKind: UnitKind.nullable(),
  /** Law and article, as cited. */
  legalBasis: z.string().max(4000),
}

/** A condition (立案条件) before it has an identity of its own. */
export const ConditionDraft = z
  .object(conditionFields)
  .refine((it) => it.limitKnown === (it.limits !== null) && it.limitKnown === (it.limitBasis !== 'unknown'), {
    message: 'limitKnown, limits and limitBasis must tell the same',
  })
export type ConditionDraft = z.infer<typeof ConditionDraft>

/** A condition of a kept version; cases point at its id. */
export const Condition = z.object({ id: z.uuid(), versionId: z.uuid(), ...conditionFields })
export type Condition = z.infer<typeof Condition>

/** A whole catalogue, as it is read from files or a workbook and given to the import. */
export const CatalogueContent = z.object({
  head: CatalogueHead,
  majors: z.array(Major),
  classes: z.array(CatalogueClass),
  conditions: z.array(ConditionDraft),
})
export type CatalogueContent = z.infer<typeof CatalogueContent>

/** The limit of a condition in an area of class `areaClass`: its variant, else the default; undefined when unknown. */
export function limitFor(condition: Pick<Condition, 'limits'>, areaClass?: AreaClass): Limit | undefined {
  if (condition.limits === null) return undefined
  return (areaClass && condition.limits[areaClass]) ?? condition.limits.default
}

/** Whether a version is in force on a day (`YYYY-MM-DD`); the last day is not counted. */
export const isInForce = (
  version: Pick<CatalogueVersion, 'state' | 'validFrom' | 'validTo'>,
  onDate: string,
): boolean =>
  version.state === 'published' &&
  version.validFrom !== null &&
  version.validFrom <= onDate &&
  (version.validTo === null || onDate < version.validTo)
