/** Opens a SQLite file for reading; what SQLite refuses about it is told as a fault of the file. */
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { unusable } from './tile-file.ts'

export type SqliteRow = Record<string, SQLOutputValue>

/** Runs `work` on the open file; the file stays open for what `work` gives, and is closed where it fails. */
export function openSqlite<T>(name: string, path: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return work(database)
  } catch (error) {
    database.close()
    if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error
    const { message } = error as Error
    throw unusable(
      name,
      `文件不完整或结构不对（${message}）`,
      `it is damaged or not built as it should be (${message})`,
    )
  }
}
