/** Reads a large table in a thread of its own and lays its rows down for the server to take up. */
import type { TableFile } from '#domain/table.ts'
import { answerThread } from '../threads/answer-thread.ts'
import { writeSpool } from '../threads/spool.ts'
import { openDirectly, withoutBlank } from './open-directly.ts'
import { requireColumns } from './require-columns.ts'

export type TableWork = {
  readonly path: string
  readonly file: TableFile
  readonly needed: readonly string[]
  /** Whether rows in which nothing stands are left out. */
  readonly leavesBlankOut: boolean
  /** Where the rows are laid. */
  readonly to: string
}

export type TableTold = {
  readonly columns: readonly string[]
  readonly system?: string
  readonly count: number
}

answerThread(async ({ path, file, needed, leavesBlankOut, to }: TableWork): Promise<TableTold> => {
  const { columns, system, rows } = requireColumns(path, await openDirectly(path, file), needed)
  const count = await writeSpool(to, leavesBlankOut ? withoutBlank(rows) : rows)
  return { columns, ...(system === undefined ? {} : { system }), count }
})
