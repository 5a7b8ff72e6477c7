/**
 * From the rows of a catalogue folder (`standards/catalogues/README.md`) to a catalogue. Columns of a class apply to
 * all its conditions; a missing limit must be declared as unknown, never left blank by accident.
 */
import { z } from 'zod'
import {
  type CatalogueContent,
  CatalogueHead,
  type ConditionDraft,
  LimitBasis,
  type LimitsByArea,
} from './catalogue.ts'
import { ClassCode, ClassKind, MajorCode, majorOf } from './class-code.ts'
import { Limit, type LimitUnit, LimitUnit as LimitUnitSchema } from './limit.ts'
import { UnitKind, unitKindName } from './unit-kind.ts'

const blankToNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const optionalNumber = z.preprocess(blankToNull, z.coerce.number().positive().nullable())

const MajorRow = z.object({ kind: ClassKind, code: MajorCode, name: z.string(), name_en: z.string() })
const ClassRow = z.object({
  kind: ClassKind,
  code: ClassCode,
  name: z.string(),
  name_en: z.string(),
  major_code: MajorCode.optional(),
  component_code: z.preprocess(blankToNull, ClassCode.nullable()),
  responsible_kind: z.preprocess(blankToNull, UnitKind.nullable()),
  competent_kind: z.preprocess(blankToNull, UnitKind.nullable()),
  legal_basis: z.string().default(''),
  collection_notes: z.string().default(''),
})
const ConditionRow = z.object({
  kind: ClassKind,
  code: ClassCode,
  ordinal: z.coerce.number().int().positive(),
  filing: z.string(),
  closing: z.string(),
  limit_value: optionalNumber,
  limit_unit: z.preprocess(blankToNull, LimitUnitSchema.nullable()),
  limit_a: optionalNumber,
  limit_b: optionalNumber,
  limit_c: optionalNumber,
  limit_basis: LimitBasis,
  limit_text: z.string(),
})
const SynonymRow = z.object({ kind: ClassKind, code: ClassCode, term: z.string().min(1) })

/** The rows of a folder, as read from its CSV files; conditions and synonyms may be missing. */
export type CatalogueFiles = {
  readonly head: unknown
  readonly majors: readonly unknown[]
  readonly classes: readonly unknown[]
  readonly conditions?: readonly unknown[]
  readonly synonyms?: readonly unknown[]
}

type ClassFacts = z.infer<typeof ClassRow>

function toLimits(row: z.infer<typeof ConditionRow>): LimitsByArea | null {
  if (row.limit_value === null || row.limit_unit === null) return null
  const unit: LimitUnit = row.limit_unit
  const variant = (value: number | null): Limit | undefined =>
    value === null ? undefined : Limit.parse({ value, unit })
  const [a, b, c] = [variant(row.limit_a), variant(row.limit_b), variant(row.limit_c)]
  return {
    default: Limit.parse({ value: row.limit_value, unit }),
    ...(a && { A: a }),
    ...(b && { B: b }),
    ...(c && { C: c }),
  }
}

function toCondition(row: z.infer<typeof ConditionRow>, facts: ClassFacts | undefined): ConditionDraft {
  const limits = toLimits(row)
  const nameOf = (kind: UnitKind | null | undefined) => (kind ? unitKindName(kind).zh : '')
  return {
    kind: row.kind,
    classCode: row.code,
    ordinal: row.ordinal,
    filingText: row.filing,
    closingText: row.closing,
    limitKnown: limits !== null,
    limits,
    limitBasis: row.limit_basis,
    limitText: row.limit_text,
    collectionNotes: facts?.collection_notes ?? '',
    responsibleText: nameOf(facts?.responsible_kind),
    responsibleKind: facts?.responsible_kind ?? null,
    competentText: nameOf(facts?.competent_kind),
    competentKind: facts?.competent_kind ?? null,
    legalBasis: facts?.legal_basis ?? '',
  }
}

/** Reads a catalogue from its rows; throws a ZodError that names the row where one cannot be read. */
export function toCatalogueContent(files: CatalogueFiles): CatalogueContent {
  const head = CatalogueHead.parse(files.head)
  const keyOf = (it: { kind: ClassKind; code: ClassCode }) => `${it.kind}:${it.code}`
  const classRows = z.array(ClassRow).parse(files.classes)
  const facts = new Map(classRows.map((it) => [keyOf(it), it]))
  const synonyms = Map.groupBy(z.array(SynonymRow).parse(files.synonyms ?? []), keyOf)
  return {
    head,
    majors: z
      .array(MajorRow)
      .parse(files.majors)
      .map((it) => ({ kind: it.kind, code: it.code, name: it.name, nameEn: it.name_en })),
    classes: classRows.map((it) => ({
      kind: it.kind,
      code: it.code,
      majorCode: it.major_code ?? majorOf(head.codeScheme, it.code) ?? '',
      name: it.name,
      nameEn: it.name_en,
      componentCode: it.component_code,
      synonyms: (synonyms.get(keyOf(it)) ?? []).map((synonym) => synonym.term),
    })),
    conditions: z
      .array(ConditionRow)
      .parse(files.conditions ?? [])
      .map((it) => toCondition(it, facts.get(keyOf(it)))),
  }
}
