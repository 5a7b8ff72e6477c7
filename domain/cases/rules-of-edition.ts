/**
 * Rules of responsibility that name one filing condition, for a new edition of the catalogue. Its conditions are new
 * ones, so such a rule would fall silent the day the edition counts. It is followed by one that names the condition of
 * the same class with the same words; the old rule stays, for cases that were filed by the edition before. Where the
 * words changed nothing is guessed: the rule is left, and the editor's check has said so.
 */
import type { Condition } from '../catalogue/catalogue.ts'
import type { ResponsibilityRule } from './responsibility.ts'

type Words = Pick<Condition, 'kind' | 'classCode' | 'filingText'>
type Named = Words & Pick<Condition, 'id'>

type Edition<C extends Words = Words> = {
  /** The conditions that standing rules name, of whatever edition, by id. */
  readonly named: ReadonlyMap<string, Words>
  /** Those of the new edition. */
  readonly conditions: readonly C[]
  readonly validFrom: string
}

const wordsOf = ({ kind, classCode, filingText }: Words): string => `${kind}/${classCode}/${filingText}`

/**
 * Of the rules that name a condition of the edition before, those that no rule follows into the next one: its words
 * changed, or it has gone.
 */
export function rulesLeftBehind(
  standing: readonly ResponsibilityRule[],
  edition: Edition,
): ResponsibilityRule[] {
  const words = new Set(edition.conditions.map(wordsOf))
  return standing.filter((rule) => {
    const before = rule.conditionId === null ? undefined : edition.named.get(rule.conditionId)
    const counts = rule.validTo === null || rule.validTo > edition.validFrom
    return before !== undefined && counts && !words.has(wordsOf(before))
  })
}

/** The rules to add; none where a rule for the condition and the area stands already. */
export function rulesForEdition(
  standing: readonly ResponsibilityRule[],
  { named, conditions, validFrom }: Edition<Named>,
  newId: () => string,
): ResponsibilityRule[] {
  const byWords = Map.groupBy(conditions, wordsOf)
  const isFollowed = new Set(standing.map((it) => `${it.conditionId} ${it.areaCode}`))
  const added: ResponsibilityRule[] = []
  // The newest first: of rules that followed one another through several editions the last one is right.
  for (const rule of standing.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))) {
    const before = rule.conditionId === null ? undefined : named.get(rule.conditionId)
    if (!before || (rule.validTo !== null && rule.validTo <= validFrom)) continue
    const [same, another] = byWords.get(wordsOf(before)) ?? []
    const key = `${same?.id} ${rule.areaCode}`
    if (!same || another || isFollowed.has(key)) continue
    isFollowed.add(key)
    const begins = rule.validFrom > validFrom ? rule.validFrom : validFrom
    added.push({ ...rule, id: newId(), conditionId: same.id, validFrom: begins })
  }
  return added
}
