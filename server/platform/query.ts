/** The shape of a read: what a screen or another door asks, answered from the database without changing it. */
import type { Actor } from './actor.ts'
import type { Database } from './database/database.ts'

export type QueryContext = { readonly actor: Actor; readonly now: Date; readonly db: Database }

export type Query<Input, Output> = {
  readonly name: string
  run(context: QueryContext, input: Input): Promise<Output>
}
