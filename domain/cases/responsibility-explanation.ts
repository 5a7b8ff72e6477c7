/** Why a case goes to the unit it goes to: the rule that wins, and of the others that speak of its class why each lost. */
import {
  applies,
  findResponsible,
  isInForce,
  narrowness,
  type ResponsibilityRule,
  type Subject,
} from './responsibility.ts'

/** Why a rule lost, the nearest miss first. */
export const lostReasons = [
  'older',
  'wider-area',
  'wider-class',
  'wider-condition',
  'not-yet',
  'ended',
  'other-condition',
  'other-area',
] as const
export type LostReason = (typeof lostReasons)[number]

type Lost<Rule> = { readonly rule: Rule; readonly why: LostReason }

/** The rule that decides on `subject`, and those of its class that do not, the nearest first. */
export function explainResponsible<Rule extends ResponsibilityRule>(
  rules: readonly Rule[],
  subject: Subject,
  onDate: string,
): { winner: Rule | undefined; lost: Lost<Rule>[] } {
  const winner = rules.find((it) => it.id === findResponsible(rules, subject, onDate)?.id)
  const lost = rules
    .filter((rule) => rule.id !== winner?.id && isOfClass(rule, subject))
    .map((rule) => ({ rule, why: whyLost(rule, winner, subject, onDate) }))
    .sort(
      (a, b) =>
        lostReasons.indexOf(a.why) - lostReasons.indexOf(b.why) || narrowness(b.rule) - narrowness(a.rule),
    )
  return { winner, lost }
}

const isOfClass = (rule: ResponsibilityRule, subject: Subject): boolean =>
  applies({ ...rule, conditionId: null, areaCode: null }, subject)

function whyLost(
  rule: ResponsibilityRule,
  winner: ResponsibilityRule | undefined,
  subject: Subject,
  onDate: string,
): LostReason {
  if (!isInForce(rule, onDate)) return rule.validFrom > onDate ? 'not-yet' : 'ended'
  if (rule.conditionId !== null && rule.conditionId !== subject.conditionId) return 'other-condition'
  if (!winner || !applies(rule, subject)) return 'other-area'
  if (rule.conditionId === null && winner.conditionId !== null) return 'wider-condition'
  if ((rule.classCode?.length ?? 0) < (winner.classCode?.length ?? 0)) return 'wider-class'
  if ((rule.areaCode?.length ?? 0) < (winner.areaCode?.length ?? 0)) return 'wider-area'
  return 'older'
}
