/**
 * Proposes a crosswalk from an imported catalogue with 4-digit codes to the national one, by the rules between the two
 * generations. Every line awaits a signature; lines that somebody has signed are never proposed anew.
 */
import { proposeSuccessor } from '#domain/catalogue/generations.ts'
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import type { Command } from '#platform/act.ts'
import { getContent } from '../queries/find-classes.ts'
import { getVersion } from '../queries/find-versions.ts'
import { readGenerationRules, readShippedCatalogue } from '../standards-folder.ts'
import { writeCrosswalk } from '../store.ts'

type ProposeCrosswalk = { readonly id: string }
type Receipt = {
  readonly fromSeries: string
  readonly toSeries: string
  readonly same: number
  readonly dropped: number
}

const national = 'gbt47678.5-2026'

export const proposeCrosswalk: Command<ProposeCrosswalk, Receipt> = {
  name: 'catalogue.propose-crosswalk',
  permission: 'catalogue.manage',
  async run({ db, adcode, write, concerns }, { id }) {
    const version = await getVersion(db, adcode, id)
    const [rules] = readGenerationRules(national)
    if (!rules || version.codeScheme !== '2+2')
      throw CatalogueProblem.noGenerationRules({ codeScheme: version.codeScheme })
    const [known] = await db.rows<{ id: string }>(
      'select id from catalogue.crosswalk_lines where adcode = $1 and from_series = $2 and to_series = $3 limit 1',
      [adcode, version.series, national],
    )
    if (known) throw CatalogueProblem.crosswalkExists({ from: version.series, to: national })
    const { majors, classes } = await getContent(db, id)
    const names = new Map(majors.map((it) => [`${it.kind} ${it.code}`, it.name]))
    const targets = new Set(readShippedCatalogue(national).classes.map((it) => `${it.kind} ${it.code}`))
    const lines = classes.map((it) =>
      proposeSuccessor(
        rules,
        { kind: it.kind, code: it.code, majorName: names.get(`${it.kind} ${it.majorCode}`) ?? '' },
        (kind, code) => targets.has(`${kind} ${code}`),
      ),
    )
    writeCrosswalk(write, { adcode, from: version.series, to: national }, lines)
    concerns(id)
    const count = (relation: string) => lines.filter((it) => it.relation === relation).length
    return { fromSeries: version.series, toSeries: national, same: count('same'), dropped: count('dropped') }
  },
}
