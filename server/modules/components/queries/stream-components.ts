/** The whole ledger of a county, one component after the other, for exports. */
import type { Database } from '#platform/database/database.ts'
import { type ComponentRow, componentColumns, type StoredComponent, toStoredComponent } from '../store.ts'
import { lineSource } from './list-components.ts'

const pageSize = 1000

/** Gives every component in the order of codes; one that is entered meanwhile may or may not be among them. */
export async function* streamComponents(
  db: Database,
  adcode: string,
): AsyncIterable<StoredComponent & { readonly className: string | null }> {
  let after = ''
  for (;;) {
    const rows = await db.rows<ComponentRow & { className: string | null }>(
      `select ${componentColumns}, f.name as "className" from ${lineSource}
       where c.adcode = $1 and c.code > $2 order by c.code limit ${pageSize}`,
      [adcode, after],
    )
    for (const row of rows) yield { ...toStoredComponent(row), className: row.className }
    after = rows.at(-1)?.code ?? after
    if (rows.length < pageSize) return
  }
}
