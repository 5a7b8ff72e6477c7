/**
 * The same statements that an act sends, sent bare by the same driver and pool: what the product adds is the rest.
 * The statements are recorded from a real act; what differs between two recordings (ids, numbers) is made fresh for
 * every replay.
 */
import { type Command, createAct } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { adcode, type Stand } from './stand.ts'

type Statement = { text: string; values: readonly unknown[] }

/** Records what an act sends. One recorder serves a whole run, so that what the product keeps in memory is warm. */
export function createRecorder({ house }: Stand) {
  const { database, clock } = house
  let statements: Statement[] = []
  const recording: Database = {
    ...database,
    rows: (text, values = []) => {
      statements.push({ text, values })
      return database.rows(text, values)
    },
  }
  const act = createAct({ database: recording, clock, constraints: {}, afterCommit: () => {} })
  return async <Input, Output extends object>(
    command: Command<Input, Output>,
    input: Input,
  ): Promise<Statement[]> => {
    statements = []
    await act(systemActor(adcode), command, input)
    return statements
  }
}

const idPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const numberPattern = /S?530127\d{13,}/g
const found = (statements: readonly Statement[], pattern: RegExp): Set<string> =>
  new Set(
    statements.flatMap(({ values }) =>
      values.flatMap((it) => (typeof it === 'string' ? (it.match(pattern) ?? []) : [])),
    ),
  )

let serial = 0

/** Makes a replay of `recorded`; `keep` maps recorded ids to those of the next replay (the case to dispatch). */
export function createReplay(
  db: Database,
  recorded: readonly Statement[],
  other: readonly Statement[],
  keep: () => ReadonlyMap<string, string> = () => new Map(),
): () => Promise<void> {
  const elsewhere = new Set([...found(other, idPattern), ...found(other, numberPattern)])
  const volatileIds = [...found(recorded, idPattern)].filter((it) => !elsewhere.has(it))
  const volatileNumbers = [...found(recorded, numberPattern)].filter((it) => !elsewhere.has(it))
  return async () => {
    const given = keep()
    const fresh = new Map<string, string>()
    for (const id of volatileIds) fresh.set(id, given.get(id) ?? newId())
    for (const number of volatileNumbers) fresh.set(number, `B${++serial}`)
    const renew = (value: unknown): unknown => {
      if (typeof value !== 'string') return value
      let text = value
      for (const [before, after] of fresh) if (text.includes(before)) text = text.replaceAll(before, after)
      return text
    }
    for (const { text, values } of recorded) await db.rows(text, values.map(renew))
  }
}
