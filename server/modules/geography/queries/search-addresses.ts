/** Finds places by what people type or say: text, pinyin or initials, or a whole sentence that names a place. */
import type { z } from 'zod'
import { type AddressQuery, findAddressQuery } from '#domain/geography/address-query.ts'
import type { AddressView, searchAddressesEndpoint } from '#domain/geography/contract.ts'
import { type AreaGeometry, boxOf } from '#domain/geography/geometry.ts'
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
      communityCode,
      position: [(west + east) / 2, (south + north) / 2],
      synthetic,
    }
  })
}

/** Places of a county that match what was typed, best first. */
export async function searchAddresses(
  db: Database,
  adcode: string,
  typed: string,
  limit = 20,
): Promise<AddressView[]> {
  const query = findAddressQuery(typed)
  if (query === undefined) return []
  if (query.letters !== null)
    return (await db.rows<Row>(byLetters, [adcode, query.letters, limit])).map(toView)
  const [rows, areas] = await Promise.all([
    db.rows<Row>(byText, [adcode, query.text, limit]),
    findNamedAreas(db, adcode, query),
  ])
  return [...rows.map(toView), ...areas].slice(0, limit)
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
