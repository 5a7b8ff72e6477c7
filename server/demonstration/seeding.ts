/** What every step of seeding the demonstration county is given, and what it tells. */
import type { Sentence } from '#domain/problem.ts'
import type { Actor } from '#platform/actor.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { House } from '#platform/house.ts'

export type Seeding = {
  readonly house: House
  readonly actor: Actor
  readonly adcode: string
  /** The password that a demonstration account of this user name gets. */
  passwordOf(username: string): string
  /** Where photos are kept. */
  readonly files: FileStore
  /** Tells how far a long step is. */
  progress(done: number, total: number): void
  /** Aborted when the house is asked to close; long steps look at it between acts. */
  readonly signal: AbortSignal
}

export type SeedStep = {
  /** Kept in the database once the step is done; never changes meaning. */
  readonly name: string
  readonly about: Sentence
  /** Does the step and says what there is now; a step cut short is run again and must go on or begin anew. */
  run(seeding: Seeding): Promise<Sentence>
}
