/** Signs lines of a crosswalk: from now on a person of the county answers for them. A signature before it stays. */
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import type { Command } from '#platform/act.ts'
import { announce } from '../announcing.ts'
import { writeSignatures } from '../store.ts'

type SignCrosswalk = { readonly lineIds: readonly string[] }
type Receipt = { readonly signed: number; readonly signedOffBy: string }

export const signCrosswalk: Command<SignCrosswalk, Receipt> = {
  name: 'catalogue.sign-crosswalk',
  permission: 'catalogue.manage',
  async run(context, { lineIds }) {
    const { db, adcode, write, now, actor } = context
    const wanted = [...new Set(lineIds)]
    const known = await db.rows<{ id: string; signed: boolean }>(
      `select l.id, s.line_id is not null as signed from catalogue.crosswalk_lines l
       left join catalogue.crosswalk_signatures s on s.adcode = $1 and s.line_id = l.id
       where l.id = any($2::uuid[]) and (l.adcode is null or l.adcode = $1)`,
      [adcode, wanted],
    )
    const missing = wanted.find((id) => !known.some((it) => it.id === id))
    if (missing !== undefined) throw CatalogueProblem.crosswalkLineUnknown({ id: missing })
    const open = known.filter((it) => !it.signed).map((it) => it.id)
    writeSignatures(write, open, { adcode, name: actor.name, at: now })
    if (open.length) announce(context, 'catalogue.crosswalk-signed', null, { lines: open.length })
    return { signed: open.length, signedOffBy: actor.name }
  },
}
