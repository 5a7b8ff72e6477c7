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
  const { database, clock, sealer } = house
  let statements: Statement[] = []
  const recording: Database = {
    ...database,
    as: () => recording,
    ofCounty: () => recording,
    get house() {
      return recording
    },
    rows: (text, values = []) => {
      statements.push({ text, values })
      return database.rows(text, values)
    },
  }
  const act = createAct({ database: recording, clock, sealer, constraints: {}, afterCommit: () => {} })
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

type Fresh = ReadonlyMap<string, string>

/** A value with the volatile texts in it cut out beforehand, so that a replay only puts new ones in. */
function toTemplate(value: unknown, volatile: readonly string[]): (fresh: Fresh) => unknown {
  if (typeof value !== 'string' || !volatile.some((it) => value.includes(it))) return () => value
  const parts = value.split(new RegExp(`(${volatile.join('|')})`))
  return (fresh) => {
    let text = ''
    for (const part of parts) text += fresh.get(part) ?? part
    return text
  }
}

/** Makes a replay of `recorded`; `keep` maps recorded ids to those of the next replay (the case to dispatch). */
export function createReplay(
  db: Database,
  recorded: readonly Statement[],
  other: readonly Statement[],
  keep: () => Fresh = () => new Map(),
): () => Promise<void> {
  const elsewhere = new Set([...found(other, idPattern), ...found(other, numberPattern)])
  const ids = [...found(recorded, idPattern)].filter((it) => !elsewhere.has(it))
  const numbers = [...found(recorded, numberPattern)].filter((it) => !elsewhere.has(it))
  const statements = recorded.map(({ text, values }) => ({
    text,
    values: values.map((value) => toTemplate(value, [...ids, ...numbers])),
  }))
  return async () => {
    const given = keep()
    const fresh = new Map<string, string>()
    for (const id of ids) fresh.set(id, given.get(id) ?? newId())
    for (const number of numbers) fresh.set(number, `B${++serial}`)
    for (const { text, values } of statements)
      await db.rows(
        text,
        values.map((it) => it(fresh)),
      )
  }
}
