/** Lets the numbers go that somebody wrote into the texts of ended cases. */
import type { Command } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { countDue, type DueCases, valuesOfDue } from './due-cases.ts'

/** How many cases an act masks. */
export const casesPerMasking = 500

const due = `from cases.cases c where c.adcode = $1 and c.ended_at < $2 and c.id <> all($3::uuid[])
  and not exists (select from cases.maskings m where m.adcode = c.adcode and m.case_id = c.id and m.at >= c.ended_at)`

/** How many cases wait to have their texts masked. */
export const countTextsToMask = (db: Database, adcode: string, cases: DueCases): Promise<number> =>
  countDue(db, adcode, due, cases)

/** Says that the texts of these cases are to be masked; it is done with the row. */
export const writeMaskings = (write: RowWrites, adcode: string, caseIds: readonly string[], at: Date): void =>
  write.insert(
    'cases.maskings',
    [...new Set(caseIds)].map((case_id) => ({ adcode, case_id, at })),
  )

export const maskTexts: Command<DueCases, { cases: number }> = {
  name: 'case.mask-texts',
  permission: 'retention.apply',
  auditInput: ({ endedBefore, heldCaseIds }) => ({ endedBefore, held: heldCaseIds.length }),
  async run({ db, adcode, now, write }, cases) {
    const rows = await db.rows<{ id: string }>(
      `select c.id ${due} limit ${casesPerMasking}`,
      valuesOfDue(adcode, cases),
    )
    writeMaskings(
      write,
      adcode,
      rows.map((it) => it.id),
      now,
    )
    return { cases: rows.length }
  },
}
