/**
 * Carries an import of places through after its request was answered, and says how far it is after each batch. Every batch is an act
 * in the name of whoever sent the file, so one that breaks off leaves whole batches done, and the same file sent again carries on.
 */
import { Problem } from '#domain/problem.ts'
import type { TableRow } from '#domain/table.ts'
import type { Act } from '#platform/act.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { DatabaseProblem } from '#platform/problems.ts'
import { tellPlaceImport } from './commands/tell-place-import.ts'
import { importPlaces } from './import-places.ts'

export type RunningPlaceImport = {
  readonly id: string
  readonly act: Act
  readonly actor: Actor
  readonly db: Database
  readonly now: Date
  readonly rows: readonly TableRow[]
  readonly digest: string
  readonly isDryRun: boolean
}

type Telling = Omit<Parameters<typeof tellPlaceImport.run>[1], 'id' | 'version'>

async function* streamOf(rows: readonly TableRow[]): AsyncIterable<TableRow> {
  yield* rows
}

/** Runs to the end; throws only what is a bug, once the row says that it failed. */
export async function runPlaceImport({ id, rows, ...it }: RunningPlaceImport): Promise<void> {
  const { adcode } = it.actor
  const system = systemActor(adcode, '系统 system')
  let version = 1
  const tell = async (telling: Telling): Promise<void> => {
    ;({ version } = await it.act(system, tellPlaceImport, { id, version, ...telling }))
  }
  try {
    // Whoever was sent twice gives way here: the version has gone on.
    await tell({ state: 'running' })
    let telling = Promise.resolve()
    let accepted = 0
    const report = await importPlaces({
      ...it,
      adcode,
      rows: streamOf(rows),
      onBatch: (batch) => {
        // Only rows that are done: what was read beyond them would be lost by a crash.
        const read = rows.findIndex(({ rowNumber }) => rowNumber === batch.lastRow) + 1
        accepted += batch.accepted
        const so = { read, accepted, refusedSoFar: read - accepted }
        telling = telling.then(() => tell({ state: 'running', ...so }))
        // Looked at below; a rejection in between is no accident of its own.
        telling.catch(() => undefined)
      },
    })
    await telling
    const { read, added, changed, unchanged, warned, refused } = report
    const counts = { added, changed, unchanged }
    await tell({ state: 'done', read, accepted: report.accepted, counts, findings: { warned, refused } })
  } catch (error) {
    if (error instanceof Problem && error.code === DatabaseProblem.contended({}).code) return
    const problemCode = error instanceof Problem ? error.code : 'internal'
    await tell({ state: 'failed', problemCode })
    if (!(error instanceof Problem)) throw error
  }
}
