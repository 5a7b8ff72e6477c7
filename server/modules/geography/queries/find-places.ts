/** Places of the address library with the names they bear: by id, by code, by name, near a point, and page by page. */
import { type PlaceFilter, type PlaceView, placesPerPage } from '#domain/geography/address-contract.ts'
import { AddressProblem } from '#domain/geography/address-problems.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import type { OtherName } from '#domain/geography/place.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import type { StoredPlace } from '../place-store.ts'

type Row = Omit<StoredPlace, 'position' | 'otherNames'> & {
  lng: number
  lat: number
  otherNames: OtherName[]
}

const columns = `p.id, p.version, p.kind, p.name, p.full_text as "fullText", p.code, p.lng, p.lat, p.geometry,
  p.town_code as "townCode", p.community_code as "communityCode", p.cell_code as "cellCode", p.source,
  p.surveyed_on as "surveyedOn", p.ended_on as "endedOn", p.synthetic,
  coalesce((select jsonb_agg(jsonb_build_object('name', n.name, 'kind', n.kind) order by n.kind, n.name)
    from geography.place_names n where n.adcode = p.adcode and n.place_id = p.id and n.kind <> 'name' and
      (n.ended_on is null or n.ended_on = p.ended_on)), '[]') as "otherNames"`

const toPlace = ({ lng, lat, ...it }: Row): StoredPlace => ({ ...it, position: [lng, lat] })

/** One place; throws where the county has none of that id. */
export async function getPlace(db: Database, adcode: string, id: string): Promise<StoredPlace> {
  const [row] = await db.rows<Row>(
    `select ${columns} from geography.places p where p.adcode = $1 and p.id = $2`,
    [adcode, id],
  )
  if (row === undefined) throw AddressProblem.notFound({ id })
  return toPlace(row)
}

/** Open places that have one of the codes, or one of the names as their own; of what an import may bring up to date. */
export async function findPlacesKnownAs(
  db: Database,
  adcode: string,
  codes: readonly string[],
  names: readonly string[],
): Promise<StoredPlace[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from geography.places p where p.adcode = $1 and p.id in (
       select c.id from geography.places c where c.adcode = $1 and c.code = any($2::text[])
       union select n.place_id from geography.place_names n
       where n.adcode || '' = $1 and n.ended_on is null and n.kind = 'name' and n.name = any($3::text[]))
     order by p.id`,
    [adcode, codes, names],
  )
  return rows.map(toPlace)
}

const metresOfDegree = 111_320

/** Open places within `metres` of a point, the nearest first; streets are lines, and are no place to be near to. */
export async function findPlacesNear(
  db: Database,
  adcode: string,
  at: Position,
  metres: number,
): Promise<{ place: StoredPlace; metres: number }[]> {
  const high = metres / metresOfDegree
  const wide = high / Math.cos((at[1] * Math.PI) / 180)
  const rows = await db.rows<Row>(
    `select ${columns} from geography.places p
     where p.adcode = $1 and p.ended_on is null and p.kind not in ('street', 'address')
       and p.lng between $2 and $3 and p.lat between $4 and $5 limit 500`,
    [adcode, at[0] - wide, at[0] + wide, at[1] - high, at[1] + high],
  )
  return rows
    .map(toPlace)
    .map((place) => ({ place, metres: distanceMetres(at, place.position) }))
    .filter((it) => it.metres <= metres)
    .sort((a, b) => a.metres - b.metres)
}

const filtered = `p.adcode = $1 and ($2::text is null or p.kind = $2)
  and ($3::text is null or starts_with(coalesce(p.community_code, p.town_code, ''), $3))
  and ($4::text is null or starts_with(p.code, $4) or p.id in (select n.place_id from geography.place_names n
    where n.adcode || '' = $1 and n.ended_on is null and n.name >= $4 and n.name < $4 || chr(1114111)))
  and ($5 = 'all' or ($5 = 'open') = (p.ended_on is null))`

const valuesOf = (adcode: string, { kind, areaCode, text, state }: PlaceFilter) => [
  adcode,
  kind ?? null,
  areaCode ?? null,
  text?.normalize('NFKC').replace(/\s+/g, '') || null,
  state,
]

/** A page of the library, in the order of kind and address. */
async function listLibrary(
  db: Database,
  adcode: string,
  filter: PlaceFilter,
  page: number,
): Promise<{ places: PlaceView[]; total: number }> {
  const values = valuesOf(adcode, filter)
  const [counted, rows] = await Promise.all([
    db.rows<{ total: number }>(`select count(*) as total from geography.places p where ${filtered}`, values),
    db.rows<Row>(
      `select ${columns} from geography.places p where ${filtered}
       order by p.kind, p.full_text collate "C", p.id limit ${placesPerPage} offset $6`,
      [...values, (page - 1) * placesPerPage],
    ),
  ])
  return { places: rows.map((it) => toView(toPlace(it))), total: counted[0]?.total ?? 0 }
}

export const listLibraryOfCounty: Query<
  PlaceFilter & { page: number },
  { places: PlaceView[]; total: number }
> = {
  name: 'address.list',
  run: ({ actor, db }, { page, ...filter }) => listLibrary(db, actor.adcode, filter, page),
}

/** Every place that `filter` leaves, a thousand at a time. */
export async function* streamPlaces(
  db: Database,
  adcode: string,
  filter: PlaceFilter,
): AsyncIterable<StoredPlace> {
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await db.rows<Row>(
      `select ${columns} from geography.places p where ${filtered} and ($6::uuid is null or p.id > $6)
       order by p.id limit 1000`,
      [...valuesOf(adcode, filter), after],
    )
    for (const row of rows) yield toPlace(row)
    after = rows.at(-1)?.id ?? null
    if (rows.length < 1000) return
  }
}

/** A place as it is shown. */
export const toView = ({ geometry: _, ...it }: StoredPlace): PlaceView => ({
  ...it,
  otherNames: [...it.otherNames],
})
