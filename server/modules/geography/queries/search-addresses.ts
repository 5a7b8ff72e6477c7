/**
 * Finds places by what people type or say: text, pinyin or initials, a whole sentence that names a place, or a phrase that
 * says how a place lies to others.
 */
import type { z } from 'zod'
import { type AddressPhrase, parseAddressPhrase } from '#domain/geography/address-phrase.ts'
import { findAddressQuery } from '#domain/geography/address-query.ts'
import { rankPlaces, type Said } from '#domain/geography/address-rank.ts'
import type { AddressView, searchAddressesEndpoint } from '#domain/geography/contract.ts'
import { type AreaGeometry, boxOf, type LineGeometry } from '#domain/geography/geometry.ts'
import { findCrossing } from '#domain/geography/line-crossing.ts'
import { moveMetres } from '#domain/geography/measure.ts'
import { type NamedArea, readSaidAreas, shortAreaName } from '#domain/geography/said-areas.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { findAreaNames } from './find-area-names.ts'
import { findBetweenDoors } from './find-between-doors.ts'
import { type FoundPlace, findByLetters, findByPart, findBySlip, findByText } from './find-place-names.ts'

const toView = (it: FoundPlace): AddressView => ({
  kind: it.kind,
  id: it.id,
  text: it.fullText,
  relation: null,
  hasSlip: it.way === 'slip',
  match: { way: it.way, name: it.name },
  communityCode: it.communityCode,
  position: it.position,
  synthetic: it.synthetic,
})

/** Towns and communities that are named, or name what is typed; found by text only. */
async function findNamedAreas(
  db: Database,
  adcode: string,
  all: readonly NamedArea[],
  text: string,
): Promise<AddressView[]> {
  const named = all
    .filter(
      ({ code, name }) => code.length > 6 && (name.includes(text) || text.includes(shortAreaName(name))),
    )
    .sort((a, b) => b.code.length - a.code.length || (a.code < b.code ? -1 : 1))
    .slice(0, mostAreas)
  if (named.length === 0) return []
  const rows = await db.rows<{ code: string; name: string; geometry: AreaGeometry; synthetic: boolean }>(
    `select code, name, geometry, synthetic from geography.areas
     where adcode = $1 and valid_to is null and geometry is not null and code = any($2)
     order by length(code) desc, code`,
    [adcode, named.map((it) => it.code)],
  )
  return rows.map(({ code, name, geometry, synthetic }) => {
    const [west, south, east, north] = boxOf(geometry)
    return {
      kind: 'area',
      id: code,
      text: name,
      relation: null,
      hasSlip: false,
      match: { way: 'area', name },
      communityCode: code.length === 12 ? code : null,
      position: [(west + east) / 2, (south + north) / 2],
      synthetic,
    }
  })
}

const mostAreas = 5

/** Places of the library that a text points to, best first; what is looked for last costs most and is needed least. */
async function findByWords(
  db: Database,
  adcode: string,
  { text, rest, areaCodes }: Said,
  limit: number,
): Promise<FoundPlace[]> {
  const said = { text, rest, areaCodes }
  const named = await findByText(db, adcode, text, rest)
  const [best] = rankPlaces(named, said)
  const isSure = best?.way === 'name'
  const [slips, doors] = isSure
    ? [[], []]
    : await Promise.all([findBySlip(db, adcode, rest), findBetweenDoors(db, adcode, rest)])
  const soFar = [...named, ...slips, ...doors]
  const parts = isSure || soFar.length >= limit ? [] : await findByPart(db, adcode, rest)
  return rankPlaces([...soFar, ...parts], said).slice(0, limit)
}

/** Places that a name, pinyin or initials point to, best first. */
async function findNamed(db: Database, adcode: string, named: string, limit: number): Promise<AddressView[]> {
  const query = findAddressQuery(named)
  if (query === undefined) return []
  if (query.letters !== null) {
    const said = { text: query.letters, rest: query.letters, areaCodes: [] }
    const heard = await findByLetters(db, adcode, query.letters)
    return rankPlaces(heard, said).slice(0, limit).map(toView)
  }
  const all = await findAreaNames(db, adcode)
  const { rest, areaCodes } = readSaidAreas(query.text, all)
  const [places, areas] = await Promise.all([
    findByWords(db, adcode, { text: query.text, rest, areaCodes }, limit),
    findNamedAreas(db, adcode, all, query.text),
  ])
  return [...places.map(toView), ...areas].slice(0, limit)
}

type Street = { id: string; name: string; geometry: LineGeometry; synthetic: boolean }

/** Streets that are called so, or that differ by one slip where none is. */
async function findStreets(db: Database, adcode: string, anchor: string): Promise<Street[]> {
  const all = await findAreaNames(db, adcode)
  const { rest } = readSaidAreas(anchor, all)
  const named = (await findByText(db, adcode, anchor, rest)).filter(
    (it) => it.kind === 'street' && it.way === 'name',
  )
  const streets = named.length
    ? named
    : (await findBySlip(db, adcode, rest)).filter((it) => it.kind === 'street')
  if (streets.length === 0) return []
  return db.rows<Street>(
    `select id, name, geometry, synthetic from geography.places
     where adcode = $1 and id = any($2::uuid[]) and geometry->>'type' = 'LineString' order by id`,
    [adcode, streets.map((it) => it.id)],
  )
}

/** Where streets of two names meet; a street may be kept in several pieces, so a crossing is answered once for a point. */
async function findCrossings(
  db: Database,
  adcode: string,
  anchors: readonly [string, string],
): Promise<AddressView[]> {
  const [ones, others] = await Promise.all(anchors.map((it) => findStreets(db, adcode, it)))
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
          hasSlip: !(text.includes(anchors[0]) && text.includes(anchors[1])),
          match: { way: 'streets', name: text },
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
      match: { way: 'streets', name: `${one.match.name}–${other.match.name}` },
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
