/** A foreign table as it is handed on: the names of its columns and its rows, one after the other. */
import type { TableRow } from '#domain/table.ts'

export type Table = {
  readonly columns: readonly string[]
  /** The coordinate system that the file itself names; most name none. */
  readonly system?: string
  /** May be read once. */
  readonly rows: AsyncIterable<TableRow>
  /** Lets go of what was kept for the rows, for whoever does not read them. */
  readonly close?: () => Promise<void>
}
