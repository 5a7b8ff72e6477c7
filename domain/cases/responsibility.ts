/**
 * Who is responsible: the responsibility matrix (class × area × condition → lead and assisting units). The most
 * specific rule in force wins; the answer names the rule, so that a dispute can be about the rule and not the person.
 */
import { z } from 'zod'
import { OnDate } from '../instant.ts'

export const ResponsibilityRule = z.object({
  id: z.uuid().toLowerCase(),
  kind: z.enum(['component', 'matter']).nullable(),
  /** A subclass, or the first digits of one (a major); null for any. */
  classCode: z.string().nullable(),
  conditionId: z.string().nullable(),
  /** A county, town, community or cell by the first digits of its code; null for anywhere. */
  areaCode: z.string().nullable(),
  leadUnitId: z.uuid().toLowerCase(),
  assistUnitIds: z.array(z.uuid().toLowerCase()).max(10),
  /** Where the rule comes from: a norm, a ruling, an agreement. */
  basis: z.string().trim().min(1).max(500),
  validFrom: OnDate,
  /** First day no longer in force; null while it is. */
  validTo: OnDate.nullable(),
})
export type ResponsibilityRule = z.infer<typeof ResponsibilityRule>

/** A rule that is kept; its version counts the changes of its end, the only thing of it that changes. */
export type KeptRule = ResponsibilityRule & { readonly version: number }

export type Subject = {
  readonly kind: string | null
  readonly classCode: string | null
  readonly conditionId: string | null
  readonly townCode: string | null
  readonly communityCode: string | null
  readonly cellCode: string | null
}

/** Whether a rule counts on a day. */
export const isInForce = (rule: ResponsibilityRule, onDate: string): boolean =>
  rule.validFrom <= onDate && (rule.validTo === null || onDate < rule.validTo)

/** Whether a rule speaks of the subject at all. */
export function applies(rule: ResponsibilityRule, subject: Subject): boolean {
  if (rule.kind !== null && rule.kind !== subject.kind) return false
  if (rule.conditionId !== null && rule.conditionId !== subject.conditionId) return false
  if (rule.classCode !== null && !subject.classCode?.startsWith(rule.classCode)) return false
  const { areaCode } = rule
  if (areaCode === null) return true
  return [subject.cellCode, subject.communityCode, subject.townCode].some((code) =>
    code?.startsWith(areaCode),
  )
}

/** How narrow a rule is: condition before class before area; the longer code is the narrower one. */
export const narrowness = (rule: ResponsibilityRule): number =>
  (rule.conditionId === null ? 0 : 10_000) +
  (rule.classCode?.length ?? 0) * 100 +
  (rule.areaCode?.length ?? 0)

/** The rule that decides, or undefined where the matrix has a gap. Among equals the newest counts. */
export const findResponsible = (
  rules: readonly ResponsibilityRule[],
  subject: Subject,
  onDate: string,
): ResponsibilityRule | undefined =>
  rules
    .filter((rule) => isInForce(rule, onDate) && applies(rule, subject))
    .sort((a, b) => narrowness(b) - narrowness(a) || (a.validFrom < b.validFrom ? 1 : -1))[0]
