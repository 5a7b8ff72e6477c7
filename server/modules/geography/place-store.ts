/** The rows of the address library: places, the names they bear, and who made which version of them. */
import type { Geometry, Position } from '#domain/geography/geometry.ts'
import { soundOf } from '#domain/geography/pinyin.ts'
import type { OtherName, PlaceKind } from '#domain/geography/place.ts'
import type { Actor } from '#platform/actor.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

/** A place as it stands. */
export type StoredPlace = {
  readonly id: string
  readonly version: number
  readonly kind: PlaceKind
  readonly name: string
  readonly fullText: string
  readonly code: string | null
  readonly otherNames: readonly OtherName[]
  readonly position: Position
  /** The line of a street; null for a point. */
  readonly geometry: Geometry | null
  readonly townCode: string | null
  readonly communityCode: string | null
  readonly cellCode: string | null
  readonly source: string
  readonly surveyedOn: string | null
  readonly endedOn: string | null
  readonly synthetic: boolean
}

/** What a new place must have; the rest is known later, or never. */
export type NewPlace = Pick<
  StoredPlace,
  'id' | 'kind' | 'name' | 'fullText' | 'communityCode' | 'position' | 'geometry' | 'synthetic'
> &
  Partial<StoredPlace> & { readonly properties: Readonly<Record<string, unknown>> }

/** Who makes a version, when, and by what. */
export type Making = {
  readonly adcode: string
  readonly actor: Actor
  readonly at: Date
  readonly command: string
}

const placeColumns = (it: Omit<StoredPlace, 'id' | 'otherNames'>) => ({
  kind: it.kind,
  name: it.name,
  full_text: it.fullText,
  code: it.code,
  town_code: it.townCode,
  community_code: it.communityCode,
  cell_code: it.cellCode,
  lng: it.position[0],
  lat: it.position[1],
  geometry: it.geometry,
  ...soundOf(it.name),
  source: it.source,
  surveyed_on: it.surveyedOn,
  ended_on: it.endedOn,
  synthetic: it.synthetic,
  version: it.version,
})

type NameRow = { place_id: string; name: string; kind: string; ended_on: string | null }

const namesOf = ({ id, name, otherNames, endedOn }: StoredPlace): NameRow[] => [
  { place_id: id, name, kind: 'name', ended_on: endedOn },
  ...otherNames.map((it) => ({ place_id: id, name: it.name, kind: it.kind, ended_on: endedOn })),
]

const writeNames = (write: RowWrites, adcode: string, rows: readonly NameRow[]): void =>
  write.upsert(
    'geography.place_names',
    ['adcode', 'place_id', 'name'],
    rows.map((it) => ({ adcode, ...it, ...soundOf(it.name) })),
  )

type Changes = Readonly<Record<string, readonly [unknown, unknown]>>

const writeMade = (
  write: RowWrites,
  { adcode, actor, at, command }: Making,
  made: readonly { id: string; version: number; changed: Changes }[],
): void =>
  write.insert(
    'geography.place_changes',
    made.map(({ id, version, changed }) => ({
      adcode,
      place_id: id,
      version,
      at,
      actor_name: actor.name,
      command,
      changed,
    })),
  )

/** Writes places that are new. */
export function writeNewPlaces(write: RowWrites, making: Making, places: readonly NewPlace[]): void {
  const stored = places.map((it) => ({
    code: null,
    otherNames: [],
    townCode: it.communityCode?.slice(0, 9) ?? null,
    cellCode: null,
    source: it.synthetic ? '演示数据' : '',
    surveyedOn: null,
    endedOn: null,
    ...it,
    version: 1,
  }))
  write.insert(
    'geography.places',
    stored.map((it) => ({
      adcode: making.adcode,
      id: it.id,
      properties: it.properties,
      changed_at: making.at,
      ...placeColumns(it),
    })),
  )
  writeNames(write, making.adcode, stored.flatMap(namesOf))
  writeMade(
    write,
    making,
    stored.map(({ id, version }) => ({ id, version, changed: {} })),
  )
}

export type ChangedPlace = {
  readonly before: StoredPlace
  readonly after: StoredPlace
  readonly changed: Changes
}

/** Writes places over their former state; the key of their new version keeps others from doing the same. */
export function writeChangedPlaces(
  write: RowWrites,
  making: Making,
  changed: readonly ChangedPlace[],
  today: string,
): void {
  write.updateMany(
    'geography.places',
    ['adcode', 'id'],
    changed.map(({ after }) => ({
      adcode: making.adcode,
      id: after.id,
      changed_at: making.at,
      ...placeColumns(after),
    })),
  )
  writeNames(
    write,
    making.adcode,
    changed.flatMap(({ before, after }) => {
      const kept = namesOf(after)
      const left = namesOf(before).filter((it) => kept.every(({ name }) => name !== it.name))
      return [...kept, ...left.map((it) => ({ ...it, ended_on: today }))]
    }),
  )
  writeMade(
    write,
    making,
    changed.map(({ after, changed: fields }) => ({ id: after.id, version: after.version, changed: fields })),
  )
}

/** Writes that a phrase was said of a case confirmed at a point; said again of the same case it changes nothing. */
export const writeHeardPhrase = (
  write: RowWrites,
  adcode: string,
  it: { phrase: string; caseId: string; position: Position; placeId: string; metres: number; at: Date },
): void =>
  write.upsert(
    'geography.heard_phrases',
    ['adcode', 'phrase', 'case_id'],
    {
      adcode,
      phrase: it.phrase,
      case_id: it.caseId,
      lng: it.position[0],
      lat: it.position[1],
      place_id: it.placeId,
      metres: it.metres,
      heard_at: it.at,
    },
    ['lng', 'lat', 'place_id', 'metres'],
  )

/** Writes what somebody decided on a phrase. */
export const writePhraseDecision = (
  write: RowWrites,
  { adcode, actor, at }: Omit<Making, 'command'>,
  { phrase, placeId }: { phrase: string; placeId: string | null },
): void =>
  write.insert('geography.phrase_decisions', {
    adcode,
    phrase,
    decision: placeId === null ? 'refused' : 'accepted',
    place_id: placeId,
    decided_by: actor.name,
    decided_at: at,
  })
