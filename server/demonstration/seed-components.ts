/** Fills the ledger of the demonstration county by the command that imports use, at most a thousand an act. */
import type { Sentence } from '#domain/problem.ts'
import { findResponsibleRule } from '#modules/cases/index.ts'
import { findClasses, getCatalogueInForce } from '#modules/catalogue/index.ts'
import { putComponents } from '#modules/components/index.ts'
import { listPlaces } from '#modules/geography/index.ts'
import { drawLedger } from '../simulator/simulated-ledger.ts'
import { demonstrationSeed } from './seed-cases.ts'
import type { Seeding } from './seeding.ts'

const mostOfAct = 1000

/** Puts up the components; those that are there already stay as they are. */
export async function seedComponents(seeding: Seeding): Promise<Sentence> {
  const { house, actor, adcode, signal, progress } = seeding
  const { database, clock } = house
  const catalogue = await getCatalogueInForce(database, adcode, clock.now())
  const classes = (await findClasses(database, catalogue.id)).filter((it) => it.kind === 'component')
  const streets = (await listPlaces(database, adcode, 'street')).filter(
    (it) => it.properties['kind'] === 'street',
  )
  const names = new Map(classes.map((it) => [it.code, it.name]))
  const maintainers = new Map(
    await Promise.all(classes.map(async (it) => [it.code, await findMaintainer(seeding, it.code)] as const)),
  )
  const drafts = drawLedger(
    streets,
    { nameOf: (code) => names.get(code), maintainerOf: (code) => maintainers.get(code) ?? null },
    demonstrationSeed,
  )
  let there = 0
  let refused = 0
  for (let start = 0; start < drafts.length; start += mostOfAct) {
    signal.throwIfAborted()
    const items = drafts
      .slice(start, start + mostOfAct)
      .map((draft, index) => ({ row: start + index + 1, draft }))
    const receipt = await house.act(actor, putComponents, { source: 'demonstration', items })
    there += receipt.created + receipt.changed + receipt.unchanged
    refused += receipt.refused.length
    progress(start + items.length, drafts.length)
  }
  const left = {
    zh: refused ? `，${refused} 个位于县域外未放入` : '',
    en: refused ? `, ${refused} outside the county left out` : '',
  }
  return {
    zh: `沿 ${streets.length} 条街道 ${there} 个${left.zh}`,
    en: `${there} along ${streets.length} streets${left.en}`,
  }
}

/** Whoever answers for a class everywhere; nobody where that differs by place. */
async function findMaintainer({ house, adcode }: Seeding, classCode: string): Promise<string | null> {
  const nowhere = { conditionId: null, townCode: null, communityCode: null, cellCode: null }
  const at = house.clock.now()
  const rule = await findResponsibleRule(
    house.database,
    adcode,
    { kind: 'component', classCode, ...nowhere },
    at,
  )
  return rule?.areaCode === null ? rule.leadUnitId : null
}
