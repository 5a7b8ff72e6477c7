/** The shape of a read: what a screen or another door asks, answered from the database without changing it. */
import type { Actor } from './actor.ts'
import type { Database } from './database/database.ts'
import type { Sealer } from './sealing/sealer.ts'

export type QueryContext = {
  readonly actor: Actor
  readonly now: Date
  readonly db: Database
  /** Opens what was sealed. */
  readonly sealer: Sealer
}

export type Query<Input, Output> = {
  readonly name: string
  run(context: QueryContext, input: Input): Promise<Output>
}
