/**
 * Finds places by what people type or say: text, pinyin or initials, a whole sentence that names a place, or a phrase that
 * says how a place lies to others.
 */
import type { z } from 'zod'
import { type AddressPhrase, parseAddressPhrase } from '#domain/geography/address-phrase.ts'
import { type AddressQuery, findAddressQuery } from '#domain/geography/address-query.ts'
import type { AddressView, searchAddressesEndpoint } from '#domain/geography/contract.ts'
import { type AreaGeometry, boxOf, type LineGeometry } from '#domain/geography/geometry.ts'
import { findCrossing } from '#domain/geography/line-crossing.ts'
import { moveMetres } from '#domain/geography/measure.ts'
import { isOneSlipAway, piecesForSlip } from '#domain/geography/typing-slip.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'

type Row = {
  kind: AddressView['kind']
  id: string
  full_text: string
  community_code: string | null
  lng: number
  lat: number
  synthetic: boolean
}

/**
 * Ranks, best first: the very name · a name at the beginning · a name named within a longer sentence, the longest first ·
 * the text somewhere in a name. Landmarks and streets come before single doors.
 */
const byText = `
  select kind, id, full_text, community_code, lng, lat, synthetic,
    case when name = $2 or full_text = $2 then 0
      when starts_with(name, $2) or starts_with(full_text, $2) then 1
      when strpos($2, name) > 0 then 2 else 3 end as rank
  from geography.places
  where adcode = $1 and (strpos(full_text, $2) > 0 or strpos(name, $2) > 0 or strpos($2, name) > 0)
  order by rank, case when strpos($2, name) > 0 then -length(name) else 0 end,
    array_position(array['landmark','street','address'], kind), length(full_text), full_text
  limit $3`

const byLetters = `
  select kind, id, full_text, community_code, lng, lat, synthetic,
    case when initials = $2 or pinyin = $2 then 0 when starts_with(initials, $2) then 1
      when starts_with(pinyin, $2) then 2 else 3 end as rank
  from geography.places
  where adcode = $1 and (starts_with(initials, $2) or strpos(pinyin, $2) > 0)
  order by rank, array_position(array['landmark','street','address'], kind), length(full_text), full_text
  limit $3`

const toView = (row: Row): AddressView => ({
  kind: row.kind,
  id: row.id,
  text: row.full_text,
  relation: null,
  hasSlip: false,
  communityCode: row.community_code,
  position: [row.lng, row.lat],
  synthetic: row.synthetic,
})

/** Towns and communities that are named, or name what is typed; found by text only. */
async function findNamedAreas(db: Database, adcode: string, query: AddressQuery): Promise<AddressView[]> {
  const rows = await db.rows<{ code: string; name: string; geometry: AreaGeometry; synthetic: boolean }>(
    `select code, name, geometry, synthetic from geography.areas
     where adcode = $1 and valid_to is null and level <> 'county' and geometry is not null
       and (strpos(name, $2) > 0 or strpos($2, regexp_replace(name, '(居民|民)委员会$', '')) > 0)
     order by length(code) desc, code limit 5`,
    [adcode, query.text],
  )
  return rows.map(({ code, name, geometry, synthetic }) => {
    const [west, south, east, north] = boxOf(geometry)
    const communityCode = code.length === 12 ? code : null
    return {
      kind: 'area',
      id: code,
      text: name,
      relation: null,
      hasSlip: false,
      communityCode,
      position: [(west + east) / 2, (south + north) / 2],
      synthetic,
    }
  })
}

/** Two signs with one of them wrong could be anything. */
const fewestSigns = 3

const byPieces = `
  select kind, id, name, full_text, community_code, lng, lat, synthetic
  from geography.places
  where adcode = $1 and exists (select from unnest($2::text[]) as piece where strpos(full_text, piece) > 0)
    and (abs(length(name) - $3) <= 1 or abs(length(full_text) - $3) <= 1)
  order by array_position(array['landmark','street','address'], kind), length(full_text), full_text`

/** Places whose name differs by one slip from what was typed. */
async function findWithSlip(
  db: Database,
  adcode: string,
  { text }: AddressQuery,
  limit: number,
): Promise<AddressView[]> {
  const { length } = [...text]
  if (length < fewestSigns) return []
  const rows = await db.rows<Row & { name: string }>(byPieces, [adcode, piecesForSlip(text), length])
  return rows
    .filter((it) => isOneSlipAway(text, it.name) || isOneSlipAway(text, it.full_text))
    .slice(0, limit)
    .map((it) => ({ ...toView(it), hasSlip: true }))
}

/** Places that a name, pinyin or initials point to, best first. */
async function findNamed(db: Database, adcode: string, named: string, limit: number): Promise<AddressView[]> {
  const query = findAddressQuery(named)
  if (query === undefined) return []
  if (query.letters !== null)
    return (await db.rows<Row>(byLetters, [adcode, query.letters, limit])).map(toView)
  const [rows, areas] = await Promise.all([
    db.rows<Row>(byText, [adcode, query.text, limit]),
    findNamedAreas(db, adcode, query),
  ])
  const places = rows.length > 0 ? rows.map(toView) : await findWithSlip(db, adcode, query, limit)
  return [...places, ...areas].slice(0, limit)
}

type Street = { id: string; name: string; geometry: LineGeometry; synthetic: boolean }

/** Where streets of two names meet; a street may be kept in several pieces, so a crossing is answered once for a point. */
async function findCrossings(
  db: Database,
  adcode: string,
  anchors: readonly [string, string],
): Promise<AddressView[]> {
  const streets = await db.rows<Street>(
    `select id, name, geometry, synthetic from geography.places
     where adcode = $1 and kind = 'street' and geometry is not null and name in ($2, $3) order by id`,
    [adcode, ...anchors],
  )
  const [ones, others] = anchors.map((name) => streets.filter((it) => it.name === name))
  const found = (ones ?? []).flatMap((one) =>
    (others ?? []).flatMap((other): AddressView[] => {
      const position = findCrossing(one.geometry.coordinates, other.geometry.coordinates)
      if (position === undefined || one.id === other.id) return []
      const text = `${one.name}与${other.name}交叉口`
      const synthetic = one.synthetic || other.synthetic
      return [
        {
          kind: 'crossing',
          id: `${one.id}+${other.id}`,
          text,
          relation: null,
          hasSlip: false,
          communityCode: null,
          position,
          synthetic,
        },
      ]
    }),
  )
  return [...new Map(found.map((it) => [it.position.map((d) => d.toFixed(5)).join(), it])).values()]
}

/** The middle between the best places of two names; nothing unless both are found. */
async function findBetween(
  db: Database,
  adcode: string,
  anchors: readonly [string, string],
): Promise<AddressView[]> {
  const [[one], [other]] = await Promise.all([
    findNamed(db, adcode, anchors[0], 1),
    findNamed(db, adcode, anchors[1], 1),
  ])
  if (one === undefined || other === undefined || one.id === other.id) return []
  return [
    {
      kind: 'between',
      id: `${one.id}+${other.id}`,
      text: `${one.text}与${other.text}之间`,
      relation: null,
      hasSlip: one.hasSlip || other.hasSlip,
      communityCode: null,
      position: [(one.position[0] + other.position[0]) / 2, (one.position[1] + other.position[1]) / 2],
      synthetic: one.synthetic || other.synthetic,
    },
  ]
}

/** A found place with the relation that was said; only a direction with a distance moves the point. */
function toRelated(phrase: Exclude<AddressPhrase, { anchors: unknown }>, it: AddressView): AddressView {
  if (phrase.relation === 'at') return it
  const related: AddressView = {
    ...it,
    text: `${it.text}${phrase.words}`,
    relation: { kind: phrase.relation, anchor: it.text, words: phrase.words },
  }
  if (phrase.relation !== 'offset') return related
  return {
    ...related,
    communityCode: null,
    position: moveMetres(it.position, phrase.bearing, phrase.metres),
  }
}

/** Places of a county that match what was typed, best first. */
export async function searchAddresses(
  db: Database,
  adcode: string,
  typed: string,
  limit = 20,
): Promise<AddressView[]> {
  const phrase = parseAddressPhrase(typed)
  if (!('anchors' in phrase))
    return (await findNamed(db, adcode, phrase.anchor, limit)).map((it) => toRelated(phrase, it))
  const find = phrase.relation === 'crossing' ? findCrossings : findBetween
  const found = await find(db, adcode, phrase.anchors)
  // Words that only look like a pair may still be a name: the whole text is looked for then.
  return found.length > 0 ? found.slice(0, limit) : findNamed(db, adcode, typed, limit)
}

export const searchAddressesOfCounty: Query<
  z.output<typeof searchAddressesEndpoint.query>,
  { addresses: AddressView[] }
> = {
  name: 'address.search',
  run: async ({ actor, db }, { q, limit }) => ({
    addresses: await searchAddresses(db, actor.adcode, q, limit),
  }),
}
