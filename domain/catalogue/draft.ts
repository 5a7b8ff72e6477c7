/**
 * A draft of a county's next edition: the edition it began from, and over it one row for each thing that somebody
 * changed. A row holds the whole of what it speaks of, so that it can be undone alone and nothing is ever rewritten.
 */
import { z } from 'zod'
import {
  type CatalogueClass,
  type CatalogueContent,
  type CatalogueHead,
  type ConditionDraft,
  LimitBasis,
  LimitsByArea,
  type Major,
} from './catalogue.ts'
import { ClassCode, ClassKind, MajorCode } from './class-code.ts'
import { UnitKind } from './unit-kind.ts'

/** What of a version's head a county writes itself. */
export const DraftHead = z.strictObject({
  label: z.string().max(200),
  ownerName: z.string().max(100),
  standardRef: z.string().max(200),
  assembled: z.boolean(),
  note: z.string().max(4000),
})
export type DraftHead = z.infer<typeof DraftHead>

/** What a major says apart from its code. */
export const DraftMajor = z.strictObject({ name: z.string().max(60), nameEn: z.string().max(120) })
export type DraftMajor = z.infer<typeof DraftMajor>

/** A condition within its class. Texts may still be empty: the check before publishing asks for them. */
export const DraftCondition = z.strictObject({
  ordinal: z.int().positive().max(999),
  filingText: z.string().max(2000),
  closingText: z.string().max(2000),
  limits: LimitsByArea.nullable(),
  limitBasis: LimitBasis,
  limitText: z.string().max(200),
  collectionNotes: z.string().max(4000),
  responsibleText: z.string().max(1000),
  responsibleKind: UnitKind.nullable(),
  competentText: z.string().max(1000),
  competentKind: UnitKind.nullable(),
  legalBasis: z.string().max(4000),
})
export type DraftCondition = z.infer<typeof DraftCondition>

/** What a class says apart from its kind and code, with its conditions. */
export const DraftClass = z.strictObject({
  majorCode: MajorCode,
  name: z.string().max(100),
  nameEn: z.string().max(160),
  componentCode: ClassCode.nullable(),
  synonyms: z.array(z.string().max(30)).max(200),
  conditions: z.array(DraftCondition).max(99),
})
export type DraftClass = z.infer<typeof DraftClass>

/** One changed thing; `content` is null where it is switched off, that is, not in the next edition. */
export const DraftRow = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('head'), content: DraftHead }),
  z.strictObject({
    what: z.literal('major'),
    kind: ClassKind,
    code: MajorCode,
    content: DraftMajor.nullable(),
  }),
  z.strictObject({
    what: z.literal('class'),
    kind: ClassKind,
    code: ClassCode,
    content: DraftClass.nullable(),
  }),
])
export type DraftRow = z.infer<typeof DraftRow>

/** The name of a row within its draft: `head`, `major component 98`, `class matter 06999`. */
export const draftRowKey = (row: DraftRow): string =>
  row.what === 'head' ? 'head' : `${row.what} ${row.kind} ${row.code}`

type Coded = { readonly kind: ClassKind; readonly code: string }

const byKindAndCode = (a: Coded, b: Coded): number =>
  a.kind === b.kind ? (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) : a.kind < b.kind ? -1 : 1

/** Leaves out what a condition has beside (its class, its id) and puts its fields into one order. */
const OwnFields = z.object(DraftCondition.shape)

/** A class with its conditions, as a row holds it. */
export const toDraftClass = (it: CatalogueClass, conditions: readonly ConditionDraft[]): DraftClass => ({
  majorCode: it.majorCode,
  name: it.name,
  nameEn: it.nameEn,
  componentCode: it.componentCode,
  synonyms: [...it.synonyms],
  conditions: conditions
    .filter((one) => one.kind === it.kind && one.classCode === it.code)
    .map((one) => OwnFields.parse(one))
    .sort((a, b) => a.ordinal - b.ordinal),
})

/** The head as a county writes it. */
export const toDraftHead = ({
  label,
  ownerName,
  standardRef,
  assembled,
  note,
}: CatalogueHead): DraftHead => ({
  label,
  ownerName,
  standardRef,
  assembled,
  note,
})

/** Rows in the order in which every list shows them: majors and classes by kind and code, conditions by ordinal. */
export const inCatalogueOrder = (content: CatalogueContent): CatalogueContent => ({
  head: content.head,
  majors: content.majors.toSorted(byKindAndCode),
  classes: content.classes.toSorted(byKindAndCode),
  conditions: content.conditions.toSorted(
    (a, b) =>
      byKindAndCode({ kind: a.kind, code: a.classCode }, { kind: b.kind, code: b.classCode }) ||
      a.ordinal - b.ordinal,
  ),
})

const toCondition = (of: Coded, it: DraftCondition): ConditionDraft => ({
  kind: of.kind,
  classCode: of.code,
  limitKnown: it.limits !== null,
  ...it,
})

/** The content that comes of laying `rows` over `base`. */
export function withDraftRows(base: CatalogueContent, rows: readonly DraftRow[]): CatalogueContent {
  const keyOf = (it: Coded): string => `${it.kind} ${it.code}`
  const majors = new Map(base.majors.map((it): [string, Major] => [keyOf(it), it]))
  const classes = new Map(base.classes.map((it): [string, CatalogueClass] => [keyOf(it), it]))
  const conditions = Map.groupBy(base.conditions, (it) => `${it.kind} ${it.classCode}`)
  let head = base.head
  for (const row of rows) {
    if (row.what === 'head') {
      head = { ...head, ...row.content }
      continue
    }
    const { kind, code } = row
    const key = keyOf(row)
    if (row.what === 'major') {
      if (row.content) majors.set(key, { kind, code, ...row.content })
      else majors.delete(key)
      continue
    }
    conditions.delete(key)
    if (!row.content) {
      classes.delete(key)
      continue
    }
    const { conditions: own, ...rest } = row.content
    classes.set(key, { kind, code, ...rest })
    conditions.set(
      key,
      own.map((it) => toCondition(row, it)),
    )
  }
  return inCatalogueOrder({
    head,
    majors: [...majors.values()],
    classes: [...classes.values()],
    conditions: [...conditions.values()].flat(),
  })
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function classRows(content: CatalogueContent): Map<string, DraftRow & { what: 'class' }> {
  const conditions = Map.groupBy(content.conditions, (it) => `${it.kind} ${it.classCode}`)
  return new Map(
    content.classes.map((it) => {
      const { kind, code } = it
      const content = toDraftClass(it, conditions.get(`${kind} ${code}`) ?? [])
      return [`${kind} ${code}`, { what: 'class', kind, code, content }]
    }),
  )
}

function majorRows(content: CatalogueContent): Map<string, DraftRow & { what: 'major' }> {
  return new Map(
    content.majors.map(({ kind, code, name, nameEn }) => [
      `${kind} ${code}`,
      { what: 'major', kind, code, content: { name, nameEn } },
    ]),
  )
}

/** The rows that lead from `base` to `target`: how a workbook that was read becomes a draft. */
export function draftRowsBetween(base: CatalogueContent, target: CatalogueContent): DraftRow[] {
  const between = <Row extends DraftRow & { content: unknown }>(
    before: Map<string, Row>,
    after: Map<string, Row>,
  ): Row[] => [
    ...[...after].filter(([key, row]) => !same(before.get(key)?.content, row.content)).map(([, row]) => row),
    ...[...before].filter(([key]) => !after.has(key)).map(([, row]): Row => ({ ...row, content: null })),
  ]
  const head = toDraftHead(target.head)
  return [
    ...(same(toDraftHead(base.head), head) ? [] : [{ what: 'head', content: head } satisfies DraftRow]),
    ...between(majorRows(base), majorRows(target)),
    ...between(classRows(base), classRows(target)),
  ]
}
