/**
 * A door that the library does not know, placed between two it knows: on the same street, the same side (odd or even), the next
 * lower and the next higher number, both near. Beyond the last door nothing is guessed.
 */

import type { Position } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import type { Database } from '#platform/database/database.ts'
import type { FoundPlace } from './find-place-names.ts'

const doorOf = /^(.*[^\d])(\d{1,4})号$/
const mostNumbersApart = 20
const mostMetresApart = 400

type Door = {
  id: string
  name: string
  fullText: string
  townCode: string | null
  communityCode: string | null
  lng: number
  lat: number
  synthetic: boolean
}

const doors = `
  select p.id, n.name, p.full_text as "fullText", p.town_code as "townCode", p.community_code as "communityCode", p.lng, p.lat, p.synthetic
  from geography.place_names n join geography.places p on p.adcode = n.adcode and p.id = n.place_id
  where n.adcode || '' = $1 and n.ended_on is null and n.name >= $2 and n.name < $3 and p.kind = 'address'
  limit 3000`

type Numbered = { number: number; at: Position; it: Door }

function middle(lower: Numbered, upper: Numbered, number: number): Position {
  const share = (number - lower.number) / (upper.number - lower.number)
  const [from, to] = [lower.at, upper.at]
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}

/** Places the door that `name` (文化路15号) speaks of, one for each town that has such a street. */
export async function findBetweenDoors(db: Database, adcode: string, name: string): Promise<FoundPlace[]> {
  const [, street, text] = doorOf.exec(name) ?? []
  if (street === undefined || text === undefined || street.length < 2) return []
  const number = Number(text)
  const known = await db.rows<Door>(doors, [adcode, `${street}0`, `${street}:`])
  const numbered = known.flatMap((it): Numbered[] => {
    const [, own, door] = doorOf.exec(it.name) ?? []
    return own === street && Number(door) % 2 === number % 2
      ? [{ number: Number(door), at: [it.lng, it.lat], it }]
      : []
  })
  return [...Map.groupBy(numbered, ({ it }) => it.townCode).values()].flatMap((list) => {
    const sorted = list.sort((a, b) => a.number - b.number)
    const lower = sorted.findLast((it) => it.number < number)
    const upper = sorted.find((it) => it.number > number)
    if (lower === undefined || upper === undefined || sorted.some((it) => it.number === number)) return []
    const isNear =
      upper.number - lower.number <= mostNumbersApart && distanceMetres(lower.at, upper.at) <= mostMetresApart
    if (!isNear) return []
    const town = lower.it.fullText.endsWith(lower.it.name)
      ? lower.it.fullText.slice(0, -lower.it.name.length)
      : ''
    return [
      {
        id: `${lower.it.id}+${upper.it.id}`,
        kind: 'address' as const,
        fullText: `${town}${name}`,
        townCode: lower.it.townCode,
        communityCode: null,
        position: middle(lower, upper, number) as [number, number],
        synthetic: lower.it.synthetic || upper.it.synthetic,
        name: `${lower.it.name}–${upper.number}号`,
        nameKind: 'name' as const,
        way: 'doors' as const,
        openSigns: 0,
      },
    ]
  })
}
