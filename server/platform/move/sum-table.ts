/** What a table holds, as its number of rows and a sum over all of them, the same in every version of PostgreSQL. */
import type pg from 'pg'
import type { Table } from './list-tables.ts'

export type TableSum = { readonly rows: number; readonly sum: string }

/** Said on both sides, so that a value is written the same way on each. */
export const sameWriting =
  "set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set intervalstyle to 'postgres'; set bytea_output to 'hex'; set extra_float_digits to 1"

/** Sixty bits of the MD5 of each row, added up: the order of the rows does not count, every character does. */
export async function sumTable(client: pg.Client, { name, columns }: Table): Promise<TableSum> {
  const { rows } = await client.query<{ rows: string | number; sum: string }>(
    `select count(*) as rows,
       coalesce(sum(('x' || substr(md5(row(${columns.join(', ')})::text), 1, 15))::bit(60)::bigint), 0)::text as sum
     from ${name}`,
  )
  return { rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' }
}
