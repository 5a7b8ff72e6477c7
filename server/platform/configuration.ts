/**
 * What a module hands out of its configuration: a section that can be read as a plain document, and planned back in an
 * act. A document names things as people do, never by ids of this installation; who hands the section its names does
 * the translation.
 */
import type { z } from 'zod'
import type { Sentence } from '#domain/problem.ts'
import type { Context } from './act.ts'
import type { Database } from './database/database.ts'

/** Names of what other modules keep: what an id is called in a document, and which id a name means here. */
export type DocumentNames = {
  readonly keyOf: (id: string) => string
  /** Undefined when nothing here is called so. */
  readonly idOf: (key: string) => string | undefined
}

/** What a section is read with. */
export type SectionReading = {
  readonly db: Database
  readonly adcode: string
  readonly now: Date
  readonly names: DocumentNames
}

/** One section of the configuration, by the module that owns it. */
export type ConfigurationSection<Document = unknown> = {
  /** Also the name of its file, without the ending. */
  readonly name: string
  readonly title: Sentence
  /** What an act needs that changes it; the module's own rules on rows hold besides. */
  readonly permission: string
  readonly schema: z.ZodType<Document>
  /** The things of a document by the key under which they are compared. */
  readonly entries: (document: Document) => ReadonlyMap<string, unknown>
  /** What becomes of a thing that the county has and a document does not name. */
  readonly missing: 'kept' | 'ended'
  /** Undefined where the county has nothing of its own to say; the section is then left out. */
  read(reading: SectionReading): Promise<Document | undefined>
  /** Plans the rows that bring the county to what `document` says; `before` is what it says now. */
  plan(
    context: Context,
    names: DocumentNames,
    document: Document,
    before: Document | undefined,
  ): Promise<void>
  /** What this process must forget once the rows are written. */
  readonly applied?: (db: Database) => void
}

/** Lets sections of different documents stand in one list; each parses what it is given by its own schema. */
export const section = <Document>(it: ConfigurationSection<Document>): ConfigurationSection => ({
  ...it,
  entries: (document) => it.entries(it.schema.parse(document)),
  plan: (context, names, document, before) =>
    it.plan(
      context,
      names,
      it.schema.parse(document),
      before === undefined ? undefined : it.schema.parse(before),
    ),
})

/** The things of `document` that are not yet as it says, by key. */
export function differing<Thing>(
  document: ReadonlyMap<string, Thing>,
  before: ReadonlyMap<string, Thing>,
): Map<string, Thing> {
  return new Map([...document].filter(([key, it]) => JSON.stringify(before.get(key)) !== JSON.stringify(it)))
}
