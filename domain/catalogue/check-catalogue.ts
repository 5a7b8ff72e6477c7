/** Whether a catalogue agrees with itself, and what differs between two; asked before anything is stored. */
import { areaClasses, type CatalogueClass, type CatalogueContent, type ConditionDraft } from './catalogue.ts'
import { isCodeOf, majorOf } from './class-code.ts'

/** A fault in a catalogue, naming the class or condition it is about. */
export type CatalogueFault = { readonly subject: string; readonly reason: string }

const classKey = (it: { kind: string; code: string }) => `${it.kind} ${it.code}`

function duplicates<T>(list: readonly T[], keyOf: (it: T) => string): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const it of list) {
    const key = keyOf(it)
    if (seen.has(key)) twice.add(key)
    seen.add(key)
  }
  return [...twice]
}

function checkClasses(content: CatalogueContent): CatalogueFault[] {
  const { codeScheme } = content.head
  const majors = new Set(content.majors.map(classKey))
  const components = new Set(content.classes.filter((it) => it.kind === 'component').map((it) => it.code))
  const faults: CatalogueFault[] = []
  for (const it of content.classes) {
    const subject = classKey(it)
    if (!isCodeOf(codeScheme, it.code))
      faults.push({ subject, reason: `code is not of the scheme ${codeScheme}` })
    if (!majors.has(`${it.kind} ${it.majorCode}`))
      faults.push({ subject, reason: `major ${it.majorCode} is missing` })
    const stated = majorOf(codeScheme, it.code)
    if (stated !== undefined && stated !== it.majorCode)
      faults.push({ subject, reason: `code says major ${stated}, class says ${it.majorCode}` })
    if (it.componentCode !== null && !components.has(it.componentCode))
      faults.push({ subject, reason: `component ${it.componentCode} is missing` })
  }
  return faults
}

function checkConditions(content: CatalogueContent): CatalogueFault[] {
  const classes = new Set(content.classes.map(classKey))
  const faults: CatalogueFault[] = []
  for (const it of content.conditions)
    if (!classes.has(`${it.kind} ${it.classCode}`))
      faults.push({ subject: `${it.kind} ${it.classCode} #${it.ordinal}`, reason: 'its class is missing' })
  return faults
}

/** Every contradiction in `content`; empty when it may be stored. */
export function checkCatalogue(content: CatalogueContent): CatalogueFault[] {
  const twice = (subjects: string[], what: string) =>
    subjects.map((subject) => ({ subject, reason: `${what} is listed twice` }))
  return [
    ...twice(duplicates(content.majors, classKey), 'major'),
    ...twice(duplicates(content.classes, classKey), 'class'),
    ...twice(
      duplicates(content.conditions, (it) => `${it.kind} ${it.classCode} #${it.ordinal}`),
      'condition',
    ),
    ...checkClasses(content),
    ...checkConditions(content),
  ]
}

/** What an import would change against the version before it. */
export type CatalogueDifference = {
  readonly classesAdded: string[]
  readonly classesRemoved: string[]
  readonly classesChanged: string[]
  readonly conditionsAdded: number
  readonly conditionsRemoved: number
}

type Comparable = Pick<CatalogueContent, 'classes' | 'conditions'>

const sameClass = (a: CatalogueClass, b: CatalogueClass) =>
  a.name === b.name && a.majorCode === b.majorCode && a.componentCode === b.componentCode

/** Limits in one order, since a database gives the keys of an object back in its own. */
const limitKey = (limits: ConditionDraft['limits']) =>
  limits && (['default', ...areaClasses] as const).map((it) => [limits[it]?.value, limits[it]?.unit])

/** Conditions have no code of their own, so two are the same when all they say is the same. */
const conditionKey = (it: ConditionDraft) =>
  JSON.stringify([
    it.kind,
    it.classCode,
    it.filingText,
    it.closingText,
    limitKey(it.limits),
    it.responsibleText,
    it.competentText,
    it.collectionNotes,
    it.legalBasis,
  ])

/** Compares a catalogue with the one it would follow. */
export function compareCatalogues(before: Comparable, after: Comparable): CatalogueDifference {
  const old = new Map(before.classes.map((it) => [classKey(it), it]))
  const fresh = new Map(after.classes.map((it) => [classKey(it), it]))
  const oldConditions = new Set(before.conditions.map(conditionKey))
  const freshConditions = new Set(after.conditions.map(conditionKey))
  return {
    classesAdded: [...fresh.keys()].filter((key) => !old.has(key)),
    classesRemoved: [...old.keys()].filter((key) => !fresh.has(key)),
    classesChanged: [...fresh].flatMap(([key, it]) => {
      const was = old.get(key)
      return was && !sameClass(was, it) ? [key] : []
    }),
    conditionsAdded: [...freshConditions].filter((key) => !oldConditions.has(key)).length,
    conditionsRemoved: [...oldConditions].filter((key) => !freshConditions.has(key)).length,
  }
}
