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

/** The rows of a file, and how many they are. */
export type PlaceRows = {
  readonly count: number
  readonly rows: AsyncIterable<TableRow>
  /** For whoever does not read the rows. */
  readonly drop?: () => Promise<void>
}

export type RunningPlaceImport = {
  readonly id: string
  readonly act: Act
  readonly actor: Actor
  readonly db: Database
  readonly now: Date
  /** Opens the file: a large one is read here, after its request was answered. */
  readonly open: () => Promise<PlaceRows>
  readonly digest: string
  readonly isDryRun: boolean
}

type Telling = Omit<Parameters<typeof tellPlaceImport.run>[1], 'id' | 'version'>

/** The sound of a thousand names is a fifth of a second, in which nobody else would be answered. */
const rowsOfBatch = 150

/** While a large file is read nothing is put, yet the import must not look as if it had stopped. */
const wordEveryMilliseconds = 20_000

/** Passes rows on and knows how many were passed up to one. */
function counting(rows: AsyncIterable<TableRow>) {
  const passed: number[] = []
  let read = 0
  async function* counted(): AsyncIterable<TableRow> {
    for await (const row of rows) {
      passed.push(row.rowNumber)
      yield row
    }
  }
  /** How many rows were passed on up to the one of that number; asked in rising order. */
  const upTo = (rowNumber: number): number => {
    while (read < passed.length && passed[read] !== rowNumber) read += 1
    return Math.min(read + 1, passed.length)
  }
  return { rows: counted(), upTo }
}

/** What is wrong with the file as a whole is told like what is wrong with a row of it: at its heading. */
const atHeading = ({ sentence }: Problem) => ({
  warned: [],
  refused: [{ row: 1, column: null, reason: sentence }],
})

/** Runs to the end; throws only what is a bug, once the row says that it failed. */
export async function runPlaceImport({ id, open, ...it }: RunningPlaceImport): Promise<void> {
  const { adcode } = it.actor
  const system = systemActor(adcode, '系统 system')
  let version = 1
  let telling = Promise.resolve()
  /** One word after the other, each in the version that the one before left. */
  const tell = (word: Telling): Promise<void> => {
    telling = telling.then(async () => {
      ;({ version } = await it.act(system, tellPlaceImport, { id, version, ...word }))
    })
    // Looked at by whoever awaits it and at the end; a rejection in between is no accident of its own.
    telling.catch(() => undefined)
    return telling
  }
  try {
    // Whoever was sent twice gives way here: the version has gone on.
    await tell({ state: 'running' })
    const { count, rows } = await openWithWord(open, () => void tell({ state: 'running' }))
    await tell({ state: 'running', total: count })
    const passing = counting(rows)
    let accepted = 0
    const report = await importPlaces({
      ...it,
      adcode,
      rows: passing.rows,
      rowsOfBatch,
      onBatch: (batch) => {
        // Only rows that are done: what was read beyond them would be lost by a crash.
        const read = passing.upTo(batch.lastRow)
        accepted += batch.accepted
        void tell({ state: 'running', read, accepted, refusedSoFar: read - accepted })
      },
    })
    await telling
    const { read, added, changed, unchanged, warned, refused } = report
    const counts = { added, changed, unchanged }
    await tell({ state: 'done', read, accepted: report.accepted, counts, findings: { warned, refused } })
  } catch (error) {
    if (error instanceof Problem && error.code === DatabaseProblem.contended({}).code) return
    const isForeseen = error instanceof Problem
    telling = telling.catch(() => undefined)
    await tell(
      isForeseen
        ? { state: 'failed', problemCode: error.code, findings: atHeading(error) }
        : { state: 'failed', problemCode: 'internal' },
    )
    if (!isForeseen) throw error
  }
}

/** Opens the file and gives word now and then until it is open. */
async function openWithWord(open: RunningPlaceImport['open'], giveWord: () => void): Promise<PlaceRows> {
  const timer = setInterval(giveWord, wordEveryMilliseconds)
  try {
    return await open()
  } finally {
    clearInterval(timer)
  }
}
