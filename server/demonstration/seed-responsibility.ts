/** Fills the responsibility matrix of the demonstration county for every class of its catalogue. */
import { v5 } from 'uuid'
import type { Sentence } from '#domain/problem.ts'
import { putResponsibilityRules } from '#modules/cases/index.ts'
import { findClasses, findConditions, getCatalogueInForce } from '#modules/catalogue/index.ts'
import { findCells, listResponsibilitiesOfCell } from '#modules/geography/index.ts'
import { findDemonstrationOrganisations } from './demonstration-organisations.ts'
import { type AnsweredClass, type PlannedRule, planResponsibility, type Share } from './responsibility.ts'
import type { Seeding } from './seeding.ts'

const validFrom = '2020-01-01'
const mostRulesOfAct = 1000

/** The classes of the catalogue in force, with the kinds of units that their first conditions name. */
async function findAnsweredClasses({ house, adcode }: Seeding): Promise<AnsweredClass[]> {
  const { id } = await getCatalogueInForce(house.database, adcode, house.clock.now())
  const conditions = await findConditions(house.database, id)
  const classes = await findClasses(house.database, id)
  return classes.map(({ kind, code }) => {
    const first = conditions.find((it) => it.kind === kind && it.classCode === code)
    return {
      kind,
      code,
      responsibleKind: first?.responsibleKind ?? null,
      competentKind: first?.competentKind ?? null,
    }
  })
}

/** The cleaning lot of each community: the one that holds the cell in the middle of its list. */
async function findCleaningShares({ house, adcode }: Seeding): Promise<Share[]> {
  const now = house.clock.now()
  const onDate = now.toISOString().slice(0, 10)
  const cells = await findCells(house.database, adcode, adcode, onDate)
  const shares: Share[] = []
  for (const [areaCode, members] of Map.groupBy(cells, (it) => it.communityCode)) {
    const middle = members[Math.floor(members.length / 2)]
    if (!middle) continue
    const held = await listResponsibilitiesOfCell(house.database, adcode, middle.code, now)
    const lot = held.find((it) => it.layer === 'cleaning')
    if (lot) shares.push({ areaCode, slug: lot.code.replace(/-0*/, '-') })
  }
  return joinTowns(shares)
}

/** One share for a town whose communities all have the same holder. */
function joinTowns(shares: readonly Share[]): Share[] {
  const byTown = Map.groupBy(shares, (it) => it.areaCode?.slice(0, 9) ?? null)
  return [...byTown].flatMap(([areaCode, ofTown]) => {
    const [first] = ofTown
    const isOne = first && ofTown.every((it) => it.slug === first.slug)
    return isOne ? [{ areaCode, slug: first.slug }] : ofTown
  })
}

const ruleNamespace = '7c1f6d0e-5b1f-4c55-9a55-530127000001'

/** The same id for the same rule, so that a step that was cut short writes none twice. */
const idOfRule = (
  adcode: string,
  { kind, classCode, areaCode }: Omit<PlannedRule, 'lead' | 'basis'>,
): string => v5(`${adcode} ${kind} ${classCode} ${areaCode ?? ''}`, ruleNamespace)

/** Writes the rules, in acts of at most a thousand. */
export async function seedResponsibility(seeding: Seeding): Promise<Sentence> {
  const { house, actor, signal } = seeding
  const { organisations, idOf } = await findDemonstrationOrganisations(seeding)
  const sanitation = await findCleaningShares(seeding)
  const planned = planResponsibility(await findAnsweredClasses(seeding), organisations, { sanitation })
  const rules = planned.map(({ lead, ...rule }) => ({
    ...rule,
    id: idOfRule(seeding.adcode, rule),
    conditionId: null,
    leadUnitId: idOf(lead),
    assistUnitIds: [],
    validFrom,
    validTo: null,
  }))
  for (let start = 0; start < rules.length; start += mostRulesOfAct) {
    signal.throwIfAborted()
    const batch = rules.slice(start, start + mostRulesOfAct)
    await house.act(actor, putResponsibilityRules, { rules: batch })
  }
  return { zh: `${rules.length} 条`, en: String(rules.length) }
}
