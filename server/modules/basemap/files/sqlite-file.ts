/** Opens a SQLite file for reading; what SQLite refuses about it is told as a fault of the file. */
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { findHazard } from '#platform/files/sqlite-wall.ts'
import { unusable } from './tile-file.ts'

export type SqliteRow = Record<string, SQLOutputValue>

/** Runs `work` on the open file; the file stays open for what `work` gives, and is closed where it fails. */
export function openSqlite<T>(name: string, path: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const hazard = findHazard(database)
    if (hazard !== undefined)
      throw unusable(
        name,
        `其中的“${hazard}”是计算出来的，不是存放的数据`,
        `its "${hazard}" is computed and holds no data`,
      )
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
