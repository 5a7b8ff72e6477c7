/**
 * From the rules of a workbook to a catalogue. Rules of one class may lie apart; what they say of the class (its name,
 * its major) must agree, or the later row is refused.
 */
import type { CatalogueClass, CatalogueContent, ConditionDraft, Major } from '../catalogue.ts'
import type { WorkbookMapping } from './mapping.ts'
import type { WorkbookFinding, WorkbookReading, WorkbookRule } from './read-workbook.ts'

const toCondition = (rule: WorkbookRule, ordinal: number): ConditionDraft => ({
  kind: rule.kind,
  classCode: rule.majorCode + rule.item,
  ordinal,
  filingText: rule.filing,
  closingText: rule.closing,
  limitKnown: rule.limit !== null,
  limits: rule.limit === null ? null : { default: rule.limit, ...rule.variants },
  limitBasis: rule.limit === null ? 'unknown' : 'stated',
  limitText: rule.limitText,
  collectionNotes: rule.collectionNotes,
  responsibleText: rule.responsible,
  responsibleKind: null,
  competentText: rule.competent,
  competentKind: null,
  legalBasis: rule.legalBasis,
})

/** A catalogue out of a workbook, and the rows refused because they contradict an earlier one. */
export type WorkbookCatalogue = { readonly content: CatalogueContent; readonly refused: WorkbookFinding[] }

const contradiction = (
  rule: WorkbookRule,
  column: string,
  said: string,
  before: string,
): WorkbookFinding => ({
  sheet: rule.sheet,
  row: rule.row,
  column,
  reason: {
    zh: `同一代码前面写作“${before}”，这里写作“${said}”`,
    en: `the same code was called “${before}” above and is called “${said}” here`,
  },
})

/** Gathers majors, classes and conditions in the order of their rows. */
export function toWorkbookCatalogue(reading: WorkbookReading, mapping: WorkbookMapping): WorkbookCatalogue {
  const majors = new Map<string, Major>()
  const classes = new Map<string, CatalogueClass>()
  const counts = new Map<string, number>()
  const conditions: ConditionDraft[] = []
  const refused: WorkbookFinding[] = []
  for (const rule of reading.rules) {
    const { kind, majorCode, majorName, className } = rule
    const majorKey = `${kind} ${majorCode}`
    const code = majorCode + rule.item
    const key = `${kind} ${code}`
    const major = majors.get(majorKey) ?? { kind, code: majorCode, name: majorName, nameEn: '' }
    const named = classes.get(key) ?? {
      kind,
      code,
      majorCode,
      name: className,
      nameEn: '',
      componentCode: null,
      synonyms: [],
    }
    if (major.name !== majorName)
      refused.push(contradiction(rule, mapping.columns.majorName, majorName, major.name))
    else if (named.name !== className)
      refused.push(contradiction(rule, mapping.columns.className, className, named.name))
    else {
      majors.set(majorKey, major)
      classes.set(key, named)
      const ordinal = (counts.get(key) ?? 0) + 1
      counts.set(key, ordinal)
      conditions.push(toCondition(rule, ordinal))
    }
  }
  return {
    content: { head: mapping.head, majors: [...majors.values()], classes: [...classes.values()], conditions },
    refused,
  }
}
