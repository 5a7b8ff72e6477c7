/**
 * What differs between two contents of the catalogue, field by field, before and after. A class is known by kind and
 * code, a condition by its number within the class; applied to the first content, the difference gives the second.
 */
import { z } from 'zod'
import {
  type CatalogueClass,
  type CatalogueContent,
  CatalogueHead,
  type ConditionDraft,
  LimitsByArea,
  type Major,
} from './catalogue.ts'
import { ClassKind } from './class-code.ts'
import { inCatalogueOrder } from './draft.ts'
import type { Limit } from './limit.ts'

/** What a line of a difference is about. */
export const differenceSubjects = ['head', 'major', 'class', 'condition'] as const
/** What became of it. */
export const differenceKinds = ['added', 'ended', 'changed'] as const

const FieldValue = z.union([z.null(), z.string(), z.boolean(), z.array(z.string()), LimitsByArea])
/** A field with what it said and says; null where the thing was not there, or the field says nothing. */
export const FieldChange = z.object({ field: z.string(), before: FieldValue, after: FieldValue })
export type FieldChange = z.infer<typeof FieldChange>

/** One thing that differs. */
export const CatalogueChange = z.object({
  what: z.enum(differenceSubjects),
  kind: ClassKind.nullable(),
  /** Of a condition: the code of its class. */
  code: z.string().nullable(),
  ordinal: z.int().nullable(),
  /** The name of the class or major, as it is now or was last. */
  name: z.string(),
  change: z.enum(differenceKinds),
  fields: z.array(FieldChange),
})
export type CatalogueChange = z.infer<typeof CatalogueChange>

/** How many things were added, ended and changed. */
export const DifferenceCounts = z.object({ added: z.int(), ended: z.int(), changed: z.int() })
export type DifferenceCounts = z.infer<typeof DifferenceCounts>

type Json = FieldChange['before']
type Fields = Readonly<Record<string, Json>>
type Thing = Pick<CatalogueChange, 'what' | 'kind' | 'code' | 'ordinal' | 'name'> & {
  readonly fields: Fields
}

/** A limit with its keys in one order, since a database gives them back in its own. */
const toLimit = ({ value, unit }: Limit): Limit => ({ value, unit })

function toLimits(limits: ConditionDraft['limits']): Json {
  if (!limits) return null
  const { A, B, C } = limits
  return {
    default: toLimit(limits.default),
    ...(A && { A: toLimit(A) }),
    ...(B && { B: toLimit(B) }),
    ...(C && { C: toLimit(C) }),
  }
}

const headThing = (head: CatalogueHead): Thing => ({
  what: 'head',
  kind: null,
  code: null,
  ordinal: null,
  name: head.label,
  fields: CatalogueHead.parse(head),
})

const majorThing = ({ kind, code, name, nameEn }: Major): Thing => ({
  what: 'major',
  kind,
  code,
  ordinal: null,
  name,
  fields: { name, nameEn },
})

const classThing = (it: CatalogueClass): Thing => ({
  what: 'class',
  kind: it.kind,
  code: it.code,
  ordinal: null,
  name: it.name,
  fields: {
    name: it.name,
    nameEn: it.nameEn,
    majorCode: it.majorCode,
    componentCode: it.componentCode,
    synonyms: [...it.synonyms],
  },
})

const conditionThing = (it: ConditionDraft, name: string): Thing => ({
  what: 'condition',
  kind: it.kind,
  code: it.classCode,
  ordinal: it.ordinal,
  name,
  fields: {
    filingText: it.filingText,
    closingText: it.closingText,
    limits: toLimits(it.limits),
    limitBasis: it.limitBasis,
    limitText: it.limitText,
    collectionNotes: it.collectionNotes,
    responsibleText: it.responsibleText,
    responsibleKind: it.responsibleKind,
    competentText: it.competentText,
    competentKind: it.competentKind,
    legalBasis: it.legalBasis,
  },
})

function thingsOf(content: CatalogueContent): Map<string, Thing> {
  const { head, majors, classes, conditions } = inCatalogueOrder(content)
  const names = new Map(classes.map((it) => [`${it.kind} ${it.code}`, it.name]))
  const things = [
    headThing(head),
    ...majors.map(majorThing),
    ...classes.map(classThing),
    ...conditions.map((it) => conditionThing(it, names.get(`${it.kind} ${it.classCode}`) ?? '')),
  ]
  return new Map(things.map((it) => [`${it.what} ${it.kind} ${it.code} ${it.ordinal}`, it]))
}

/** Whether a field says nothing. */
export const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((field) => {
    const [was, is] = [before[field], after[field]]
    if ((isBlank(was) && isBlank(is)) || JSON.stringify(was) === JSON.stringify(is)) return []
    return [{ field, before: was ?? null, after: is ?? null }]
  })
}

/** Every thing that differs from `before` to `after`, in the order of the catalogue. */
export function differenceOf(before: CatalogueContent, after: CatalogueContent): CatalogueChange[] {
  const [old, fresh] = [thingsOf(before), thingsOf(after)]
  const changes: CatalogueChange[] = []
  for (const [key, it] of fresh) {
    const was = old.get(key)
    const fields = fieldChanges(was?.fields ?? {}, it.fields)
    if (!was || fields.length) changes.push({ ...it, change: was ? 'changed' : 'added', fields })
  }
  for (const [key, it] of old)
    if (!fresh.has(key)) changes.push({ ...it, change: 'ended', fields: fieldChanges(it.fields, {}) })
  return changes.sort(inOrder)
}

const place = (it: CatalogueChange): string =>
  `${differenceSubjects.indexOf(it.what === 'condition' ? 'class' : it.what)} ${it.kind} ${it.code} ${String(it.ordinal ?? 0).padStart(4, '0')}`

const inOrder = (a: CatalogueChange, b: CatalogueChange): number => (place(a) < place(b) ? -1 : 1)

/** How many of the changes were of which kind. */
export const countChanges = (changes: readonly CatalogueChange[]): DifferenceCounts => ({
  added: changes.filter((it) => it.change === 'added').length,
  ended: changes.filter((it) => it.change === 'ended').length,
  changed: changes.filter((it) => it.change === 'changed').length,
})

/** What a thing says that says nothing, by what it is. */
export const blankFields: Record<CatalogueChange['what'], Fields> = {
  head: {},
  major: { name: '', nameEn: '' },
  class: { name: '', nameEn: '', majorCode: '', componentCode: null, synonyms: [] },
  condition: {
    filingText: '',
    closingText: '',
    limits: null,
    limitBasis: 'unknown',
    limitText: '',
    collectionNotes: '',
    responsibleText: '',
    responsibleKind: null,
    competentText: '',
    competentKind: null,
    legalBasis: '',
  },
}

function afterChange(change: CatalogueChange, before: object): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...blankFields[change.what], ...before }
  for (const it of change.fields) {
    const { field, after } = it
    fields[field] = after ?? blankFields[change.what][field] ?? null
  }
  return fields
}

function changed<It extends object>(
  things: readonly It[],
  changes: readonly CatalogueChange[],
  keyOf: (it: It) => string,
  coded: (change: CatalogueChange) => object,
): It[] {
  const kept = new Map(things.map((it) => [keyOf(it), it]))
  for (const it of changes) {
    const key = `${it.kind} ${it.code}${it.ordinal === null ? '' : ` ${it.ordinal}`}`
    if (it.change === 'ended') kept.delete(key)
    else kept.set(key, { ...coded(it), ...afterChange(it, kept.get(key) ?? {}) } as It)
  }
  return [...kept.values()]
}

/** The content that comes of applying a difference to the content it begins at. */
export function withChanges(before: CatalogueContent, changes: readonly CatalogueChange[]): CatalogueContent {
  const of = (what: CatalogueChange['what']) => changes.filter((it) => it.what === what)
  const [head] = of('head')
  const conditions = changed<ConditionDraft>(
    before.conditions,
    of('condition'),
    (it) => `${it.kind} ${it.classCode} ${it.ordinal}`,
    ({ kind, code, ordinal }) => ({ kind, classCode: code, ordinal }),
  )
  return inCatalogueOrder({
    head: head ? CatalogueHead.parse(afterChange(head, before.head)) : before.head,
    majors: changed<Major>(
      before.majors,
      of('major'),
      (it) => `${it.kind} ${it.code}`,
      ({ kind, code }) => ({ kind, code }),
    ),
    classes: changed<CatalogueClass>(
      before.classes,
      of('class'),
      (it) => `${it.kind} ${it.code}`,
      ({ kind, code }) => ({ kind, code }),
    ),
    conditions: conditions.map((it) => ({ ...it, limitKnown: it.limits !== null })),
  })
}
