/**
 * The mark that a move leaves beside the embedded database: whoever forgets to name the server in the settings would
 * otherwise go on with the records of yesterday.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Mark = z.object({ at: z.iso.datetime(), to: z.string() })
type MovedMark = z.infer<typeof Mark>

export const movedMarkFile = (dataFolder: string): string => join(dataFolder, 'postgres', 'moved.json')

/** The mark of a data folder whose database was moved; undefined where it was not. */
export async function findMovedMark(dataFolder: string): Promise<MovedMark | undefined> {
  const text = await readFile(movedMarkFile(dataFolder), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Mark.parse(JSON.parse(text))
}

/** Leaves the mark; `to` names the server without its password. */
export const leaveMovedMark = (dataFolder: string, mark: MovedMark): Promise<void> =>
  writeFile(movedMarkFile(dataFolder), JSON.stringify(mark), { mode: 0o600, flush: true })
