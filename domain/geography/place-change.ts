/** What differs between a place as it was and as it will be: field, before and after, as the history shows it. */
import type { OtherName } from './place.ts'

export type PlaceFields = {
  readonly kind: string
  readonly name: string
  readonly fullText: string
  readonly code: string | null
  readonly otherNames: readonly OtherName[]
  readonly position: readonly [number, number]
  readonly geometry: unknown
  readonly townCode: string | null
  readonly communityCode: string | null
  readonly cellCode: string | null
  readonly source: string
  readonly surveyedOn: string | null
  readonly endedOn: string | null
}

const told = ['kind', 'name', 'fullText', 'code', 'communityCode', 'source', 'surveyedOn', 'endedOn'] as const

const digits = 7
const pointText = ([lng, lat]: readonly [number, number]): string =>
  `${lng.toFixed(digits)}, ${lat.toFixed(digits)}`
const namesText = (names: readonly OtherName[]): string =>
  names
    .map((it) => `${it.name}${it.kind === 'former' ? '*' : ''}`)
    .sort()
    .join('、')

/** The fields that differ; nothing when the two are the same place in the same state. */
export function diffPlaces(before: PlaceFields, after: PlaceFields): Record<string, [unknown, unknown]> {
  const changed: Record<string, [unknown, unknown]> = {}
  for (const field of told)
    if ((before[field] ?? null) !== (after[field] ?? null)) changed[field] = [before[field], after[field]]
  const [from, to] = [pointText(before.position), pointText(after.position)]
  if (from !== to) changed['position'] = [from, to]
  const [names, newNames] = [namesText(before.otherNames), namesText(after.otherNames)]
  if (names !== newNames) changed['otherNames'] = [names, newNames]
  if (JSON.stringify(before.geometry) !== JSON.stringify(after.geometry)) changed['line'] = [null, null]
  return changed
}
