/** Seals rows of one column by the key that seals now: those that stand open, and those of an older key. */
import type { Command } from '../act.ts'
import type { Database } from '../database/database.ts'
import { hashCell, openCell, type SealedColumn, sealCell } from './sealed-column.ts'
import type { Sealer } from './sealer.ts'

/** How many rows an act seals. */
export const rowsPerAct = 200

/** The ids of the next rows of a county to be sealed, at most `rowsPerAct`. */
async function findOutdated(
  db: Database,
  sealer: Sealer,
  { table, column, key = 'id' }: SealedColumn,
  adcode: string,
): Promise<{ id: string; kept: string }[]> {
  return db.rows(
    `select ${key} as id, ${column} as kept from ${table}
     where adcode = $1 and ${column} is not null and not starts_with(${column}, $2) limit ${rowsPerAct}`,
    [adcode, `s1.${sealer.currentKeyId()}.`],
  )
}

/** Makes the act for one column. A row that somebody changes meanwhile is read again. */
export const resealRows = (sealed: SealedColumn): Command<object, { sealed: number }> => ({
  name: 'sealing.reseal',
  permission: 'sealing.reseal',
  auditInput: () => ({ table: sealed.table, column: sealed.column }),
  async run({ db, adcode, sealer, write }) {
    const { table, column, key = 'id', hash } = sealed
    const rows = await findOutdated(db, sealer, sealed, adcode)
    for (const { id, kept } of rows) {
      const place = { adcode, id }
      const plain = openCell(sealer, sealed, place, kept)
      write.update(
        table,
        { adcode, [key]: id, [column]: kept },
        {
          [column]: sealCell(sealer, sealed, place, plain),
          ...(hash ? { [hash.column]: hashCell(sealer, sealed, plain) } : {}),
        },
      )
    }
    return { sealed: rows.length }
  },
})
