/**
 * What a filled-in table of the matrix changes, worked out against the rules that stand, so that the same table again
 * changes nothing; with a single refused cell nothing is to be done.
 */
import type { Sentence } from '../problem.ts'
import type { Finding, TableRow } from '../table.ts'
import type { KeptRule, ResponsibilityRule } from './responsibility.ts'
import { faultsOfRule, type KnownForRules, scopeOf } from './responsibility-judging.ts'
import { type DeliveredRule, matrixColumns, readMatrixRow } from './responsibility-table.ts'

/** A rule to end, from the version it was seen in. */
export type RuleEnd = { readonly id: string; readonly expectedVersion: number; readonly validTo: string }

/** What a table comes to. */
export type MatrixPlan = {
  readonly added: readonly ResponsibilityRule[]
  readonly ended: readonly RuleEnd[]
  /** Rows whose rule takes the place of another, or changes its end. */
  readonly changed: number
  readonly unchanged: number
  readonly refused: readonly Finding[]
}

type Options = {
  readonly today: string
  /** Whether rules that the table does not name end today. */
  readonly endsMissing: boolean
  readonly newId: () => string
}

/** Reads the table and works out what it changes. */
export function planMatrix(
  rows: readonly TableRow[],
  known: KnownForRules,
  standing: readonly KeptRule[],
  options: Options,
): MatrixPlan {
  const refused: Finding[] = []
  const ended = new Map<string, RuleEnd>()
  const named = new Set<string>()
  const fresh: DeliveredRule[] = []
  let [changed, unchanged] = [0, 0]
  for (const row of rows) {
    const read = readMatrixRow(row, known, options)
    if ('findings' in read) {
      refused.push(...read.findings)
      continue
    }
    const placed = placeRule(
      read,
      standing.filter((it) => !named.has(it.id)),
      options.today,
    )
    if (placed.takes) named.add(placed.takes.id)
    if (placed.refused) refused.push(placed.refused)
    else if (placed.end) ended.set(placed.end.id, placed.end)
    if (placed.end) changed += 1
    if (placed.isSame) unchanged += placed.end || placed.refused ? 0 : 1
    else if (!placed.refused) fresh.push(read)
  }
  if (options.endsMissing)
    for (const it of standing.filter((one) => !named.has(one.id) && (one.validTo ?? '9999') > options.today))
      ended.set(it.id, endOf(it, laterOf(it.validFrom, options.today)))
  const beside: ResponsibilityRule[] = standing.map((it) => ({
    ...it,
    validTo: ended.get(it.id)?.validTo ?? it.validTo,
  }))
  for (const { row, rule } of fresh) {
    const faults = faultsOfRule(rule, known, beside)
    refused.push(...faults.map(({ field, reason }) => ({ row, column: matrixColumns[field], reason })))
    beside.push(rule)
  }
  return {
    added: fresh.map((it) => it.rule),
    ended: [...ended.values()],
    changed,
    unchanged,
    refused: refused.sort((a, b) => a.row - b.row),
  }
}

type Placed = {
  /** The standing rule that the row speaks of. */
  readonly takes?: KeptRule
  readonly isSame?: boolean
  readonly end?: RuleEnd
  readonly refused?: Finding
}

/** What a row means for the rules that stand: the same rule, one that takes another's place, or a new one. */
function placeRule({ row, rule }: DeliveredRule, standing: readonly KeptRule[], today: string): Placed {
  const ofScope = standing.filter((it) => scopeOf(it) === scopeOf(rule))
  const same = ofScope.find((it) => contentOf(it) === contentOf(rule))
  if (same) {
    if (same.validTo === rule.validTo) return { takes: same, isSame: true }
    if (rule.validTo === null || rule.validTo < today || (same.validTo ?? '9999') < today)
      return {
        takes: same,
        isSame: true,
        refused: { row, column: matrixColumns.validTo, reason: endFixed(same.validTo) },
      }
    return { takes: same, isSame: true, end: endOf(same, rule.validTo) }
  }
  const before = ofScope.find(
    (it) => it.validFrom < rule.validFrom && rule.validFrom < (it.validTo ?? '9999'),
  )
  if (!before) return {}
  if (rule.validFrom < today)
    return { takes: before, refused: { row, column: matrixColumns.validFrom, reason: tooEarly(today) } }
  return { takes: before, end: endOf(before, rule.validFrom) }
}

const laterOf = (a: string, b: string): string => [a, b].sort().at(-1) ?? b

const endOf = ({ id, version }: KeptRule, validTo: string): RuleEnd => ({
  id,
  expectedVersion: version,
  validTo,
})

const contentOf = (it: ResponsibilityRule): string =>
  JSON.stringify([it.leadUnitId, [...it.assistUnitIds].sort(), it.basis, it.validFrom])

const endFixed = (validTo: string | null): Sentence => ({
  zh: `该规则${validTo ? `已定于 ${validTo} 失效` : '仍有效'}；失效日期只能改为今天或以后，重新启用请另写一条`,
  en: `the rule ${validTo ? `ends on ${validTo}` : 'goes on'}; its end can only be today or later, and to revive it add another rule`,
})
const tooEarly = (today: string): Sentence => ({
  zh: `会改变已生效的规则，生效日期不能早于今天（${today}）`,
  en: `it takes the place of a rule in force, so it cannot begin before today (${today})`,
})
