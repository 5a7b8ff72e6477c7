/** Phrases that were heard of confirmed cases and wait for a person's decision, with the places that lie near where they were meant. */
import type { HeardPhrase } from '#domain/geography/address-contract.ts'
import type { Position } from '#domain/geography/geometry.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { findPlacesNear } from './find-places.ts'

const mostShown = 50
const mostCandidates = 5
/** How far the place may lie from where a case was confirmed. */
export const nearMetres = 150

type Row = {
  phrase: string
  count: number
  lastHeardAt: Date
  lng: number
  lat: number
  cases: { id: string; number: string }[]
  total: number
}

const waiting = `
  select h.phrase, count(*) as count, max(h.heard_at) as "lastHeardAt", avg(h.lng) as lng, avg(h.lat) as lat,
    (select jsonb_agg(jsonb_build_object('id', c.id, 'number', coalesce(c.number, c.report_number)))
      from cases.case_facts c where c.adcode = $1 and c.id = any((array_agg(h.case_id order by h.heard_at desc))[1:5])) as cases,
    count(*) over () as total
  from geography.heard_phrases h
  where h.adcode = $1 and ($2::text is null or h.phrase = $2)
    and not exists (select from geography.phrase_decisions d where d.adcode = h.adcode and d.phrase = h.phrase)
  group by h.phrase order by count(*) desc, max(h.heard_at) desc, h.phrase limit ${mostShown}`

/** How often a phrase was heard and waits; 0 when it was judged, or never heard. */
export async function countHeard(db: Database, adcode: string, phrase: string): Promise<number> {
  const [row] = await db.rows<Row>(waiting, [adcode, phrase])
  return row?.count ?? 0
}

/** Whether somebody has decided on a phrase. */
export async function isJudged(db: Database, adcode: string, phrase: string): Promise<boolean> {
  const rows = await db.rows('select from geography.phrase_decisions where adcode = $1 and phrase = $2', [
    adcode,
    phrase,
  ])
  return rows.length > 0
}

export const listHeardPhrases: Query<unknown, { phrases: HeardPhrase[]; total: number }> = {
  name: 'address.list-heard-phrases',
  async run({ actor: { adcode }, db }) {
    // Whoever keeps the address library is told the numbers of cases in which a phrase was heard.
    const rows = await db.ofCounty(adcode).rows<Row>(waiting, [adcode, null])
    const phrases: HeardPhrase[] = []
    for (const { phrase, count, lastHeardAt, lng, lat, cases } of rows) {
      const position: Position = [lng, lat]
      const near = await findPlacesNear(db, adcode, position, nearMetres)
      phrases.push({
        phrase,
        count,
        lastHeardAt: lastHeardAt.toISOString(),
        position,
        cases: cases ?? [],
        candidates: near.slice(0, mostCandidates).map(({ place, metres }) => ({
          id: place.id,
          kind: place.kind,
          text: place.fullText,
          position: place.position,
          metres: Math.round(metres),
        })),
      })
    }
    return { phrases, total: rows[0]?.total ?? 0 }
  },
}
