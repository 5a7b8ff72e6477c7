/** Rules of the matrix as a list: those that speak of a class, an area or a unit, narrow beside wide. */
import type { z } from 'zod'
import { type listRulesEndpoint, type RuleView, rulesPerPage } from '#domain/cases/responsibility-contract.ts'
import type { Query } from '#platform/query.ts'
import { findMatrixKnowledge, ruleViewer } from '../matrix-knowledge.ts'
import { loadRules } from '../responsibility-store.ts'

type Asked = z.output<typeof listRulesEndpoint.query>

export const listRules: Query<Asked, { rules: RuleView[]; total: number }> = {
  name: 'responsibility.list',
  async run({ db, actor, now }, { page, ...asked }) {
    const [known, rules] = await Promise.all([
      findMatrixKnowledge(db, actor.adcode, now),
      loadRules(db, actor.adcode),
    ])
    const found = rules
      .map(ruleViewer(known))
      .filter((it) => isAskedFor(it, asked))
      .sort((a, b) => compare(keyOf(a), keyOf(b)))
    return { rules: found.slice((page - 1) * rulesPerPage, page * rulesPerPage), total: found.length }
  },
}

function isAskedFor(it: RuleView, asked: Omit<Asked, 'page'>): boolean {
  const { kind, classCode, areaCode, unitId, state } = asked
  const text = asked.text?.toLowerCase() ?? ''
  const words = [
    it.basis,
    it.className ?? '',
    it.areaName ?? '',
    it.lead.name,
    ...it.assist.map((one) => one.name),
  ]
  return (
    it.state === (state ?? 'in-force') &&
    (kind === undefined || it.kind === null || it.kind === kind) &&
    (classCode === undefined || it.classCode === null || isAround(it.classCode, classCode)) &&
    (areaCode === undefined || it.areaCode === null || isAround(it.areaCode, areaCode)) &&
    (unitId === undefined || it.leadUnitId === unitId || it.assistUnitIds.includes(unitId)) &&
    words.some((one) => one.toLowerCase().includes(text))
  )
}

const isAround = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)

const keyOf = (it: RuleView): string[] => [
  it.kind ?? '',
  it.classCode ?? '',
  it.conditionText ?? '',
  it.areaCode ?? '',
  it.validFrom,
  it.id,
]

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((it, index) => it !== b[index])
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1
}
