/** The SQL of phrases, and the shipped ones. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type OwnPhrase, Phrase } from '#domain/phrases/phrase.ts'
import type { Database } from '#platform/database/database.ts'

const file = join(import.meta.dirname, '..', '..', '..', 'standards', 'phrases', 'phrases.json')
const Shipped = z.object({
  source: z.object({ zh: z.string(), en: z.string() }),
  phrases: z.array(Phrase),
})

/** The phrases that ship, and where they come from. */
export const shippedPhrases = Shipped.parse(JSON.parse(readFileSync(file, 'utf8')))

/** The list a county has of its own; undefined while the shipped one counts. */
export async function findOwnList(
  db: Database,
  adcode: string,
): Promise<{ id: string; version: number; phrases: Phrase[] } | undefined> {
  const [row] = await db.rows<{ id: string; version: number; phrases: unknown }>(
    'select id, version, phrases from phrases.lists where adcode = $1',
    [adcode],
  )
  return row && { ...row, phrases: z.array(Phrase).parse(row.phrases) }
}

/** What a person keeps, the newest first. */
export const findPhrasesOf = (db: Database, adcode: string, personId: string): Promise<OwnPhrase[]> =>
  db.rows<OwnPhrase>(
    `select id, act, text from phrases.own_phrases
     where adcode = $1 and person_id = $2 and removed_at is null order by kept_at desc, id`,
    [adcode, personId],
  )
