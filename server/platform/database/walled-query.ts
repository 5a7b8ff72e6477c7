/**
 * Sends a statement on a connection behind a wall. A connection keeps its wall, and only where the next statement has
 * another one the setting travels with it: in the same flight and the same transaction, before it, so that the
 * database never comes to the statement when the wall could not be set. After a failure the wall of a connection counts
 * as unknown, because the transaction took it back.
 */
import pg from 'pg'
import { wallSetting } from './wall.ts'

export type Statement = { readonly text: string; readonly values: readonly unknown[]; readonly name?: string }

/** What of a connection's inside is needed to send two statements in one flight. */
type Wire = {
  bind(message: { statement: string; values: readonly string[] }): void
  execute(message: { portal: string; rows: number }): void
}

/** The part of the driver's query that is overridden here; its types do not name it. */
type DriverQuery = {
  prepare(wire: Wire): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, wire: Wire): void
}
type Answered = (error: Error | null, result: pg.QueryResult) => void
const PlainQuery = pg.Query as unknown as new (
  config: Statement & { queryMode: 'extended' },
  values: undefined,
  answered: Answered,
) => DriverQuery

const setting = {
  name: 'set_wall',
  text: `select set_config('${wallSetting}', $1, false)`,
}

/** A statement with the wall in front of it; what the database says of the setting is left out of the answer. */
class WalledQuery extends PlainQuery {
  private isSetting = true
  private readonly wall: string

  constructor(statement: Statement, wall: string, answered: Answered) {
    super({ ...statement, queryMode: 'extended' }, undefined, answered)
    this.wall = wall
  }

  override prepare(wire: Wire): void {
    wire.bind({ statement: setting.name, values: [this.wall] })
    wire.execute({ portal: '', rows: 0 })
    super.prepare(wire)
  }

  override handleDataRow(message: unknown): void {
    if (!this.isSetting) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.isSetting) this.isSetting = false
    else super.handleCommandComplete(message, wire)
  }
}

/** The wall each connection carries; undefined when it is not known. */
const walls = new WeakMap<pg.ClientBase, string | undefined>()

/** What opens or ends a transaction may later take a setting back with it, and some of the rest must travel alone. */
const isPlain = (text: string): boolean => /^\s*(select|with|insert|update|delete)\b/i.test(text)

/** Says that the wall of a connection is not known any more. */
export const forgetWall = (client: pg.ClientBase): void => {
  if (walls.has(client)) walls.set(client, undefined)
}

/** Sets the wall by itself; it takes a round trip, so it is done once for a connection and where one is lent out. */
export async function setWall(client: pg.ClientBase, wall: string): Promise<void> {
  await client.query({ ...setting, values: [wall] })
  walls.set(client, wall)
}

/** Runs `statement` on `client` behind `wall`. One statement at a time on a connection. */
export async function sendBehindWall(
  client: pg.ClientBase,
  wall: string,
  statement: Statement,
): Promise<pg.QueryResult> {
  const mustTravelAlone = !walls.has(client) || !isPlain(statement.text)
  if (mustTravelAlone && walls.get(client) !== wall) await setWall(client, wall)
  const isSame = walls.get(client) === wall
  walls.set(client, undefined)
  const result = isSame
    ? await client.query({ ...statement, values: [...statement.values] })
    : await new Promise<pg.QueryResult>((resolve, reject) => {
        const answered: Answered = (error, answer) => (error ? reject(error) : resolve(answer))
        client.query(new WalledQuery(statement, wall, answered) as unknown as pg.Query)
      })
  if (isPlain(statement.text)) walls.set(client, wall)
  return result
}
