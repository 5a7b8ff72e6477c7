/** What a draft of the catalogue means for open cases, components and rules of responsibility; it writes nothing. */
import type { z } from 'zod'
import type { showDraftEffectEndpoint, TouchedClass } from '#domain/cases/draft-effect-contract.ts'
import { rulesLeftBehind } from '#domain/cases/rules-of-edition.ts'
import type { CatalogueChange } from '#domain/catalogue/difference.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { findConditions, findDraftDifference } from '#modules/catalogue/index.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { loadRules } from '../responsibility-store.ts'

type Effect = z.input<typeof showDraftEffectEndpoint.reply>
type Counts = ReadonlyMap<string, number>

/** The classes that change or end, each once: a class that is switched off counts as that alone. */
function touchedClasses(
  changes: readonly CatalogueChange[],
): Pick<TouchedClass, 'kind' | 'code' | 'name' | 'change'>[] {
  const found = new Map<string, Pick<TouchedClass, 'kind' | 'code' | 'name' | 'change'>>()
  for (const { what, kind, code, name, change } of changes) {
    if ((what !== 'class' && what !== 'condition') || kind === null || code === null) continue
    const isEnded = what === 'class' && change === 'ended'
    const before = found.get(`${kind} ${code}`)
    if (before?.change !== 'ended')
      found.set(`${kind} ${code}`, { kind, code, name, change: isEnded ? 'ended' : 'changed' })
  }
  return [...found.values()]
}

async function countBy(db: Database, sql: string, adcode: string): Promise<Counts> {
  const rows = await db.rows<{ key: string; count: number }>(sql, [adcode])
  return new Map(rows.map((it) => [it.key, it.count]))
}

export const showDraftEffect: Query<{ readonly id: string }, Effect> = {
  name: 'catalogue-draft.effect',
  async run({ db: sight, actor: { adcode }, now }, { id }) {
    const db = sight.ofCounty(adcode)
    const { baseId, changes, conditions } = await findDraftDifference(db, adcode, id)
    const [cases, components, standing, before] = await Promise.all([
      countBy(
        db,
        `select coalesce(kind || ' ' || class_code, '') as key, count(*) as count from cases.cases
         where adcode = $1 and ended_at is null group by 1`,
        adcode,
      ),
      countBy(
        db,
        `select 'component ' || class_code as key, count(*) as count from components.component_facts
         where adcode = $1 group by 1`,
        adcode,
      ),
      loadRules(db, adcode),
      findConditions(db, baseId),
    ])
    const named = new Map(before.map((it) => [it.id, it]))
    const classes = touchedClasses(changes)
      .map((it) => {
        const key = `${it.kind} ${it.code}`
        return { ...it, openCases: cases.get(key) ?? 0, components: components.get(key) ?? 0 }
      })
      .filter((it) => it.openCases || it.components)
      .sort((a, b) => b.openCases - a.openCases || b.components - a.components)
    return {
      open: [...cases.values()].reduce((sum, it) => sum + it, 0),
      touched: classes.reduce((sum, it) => sum + it.openCases, 0),
      classes,
      rulesLeftBehind: rulesLeftBehind(standing, { named, conditions, validFrom: chinaDayOf(now) }).length,
    }
  },
}
