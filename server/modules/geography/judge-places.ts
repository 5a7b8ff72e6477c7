/**
 * Compares delivered places with the library: which are new, which change, which stand as they are. A place is known again by the
 * county's code, and without one by its name within 50 m. What was accepted by a person (learnt names) is never taken away by a list.
 */

import { distanceMetres } from '#domain/geography/measure.ts'
import { diffPlaces } from '#domain/geography/place-change.ts'
import type { DeliveredPlace } from '#domain/geography/place-delivery.ts'
import { placeColumns } from '#domain/geography/place-delivery.ts'
import type { Finding } from '#domain/table.ts'
import type { Context } from '#platform/act.ts'
import { type Ground, groundsOf } from './place-ground.ts'
import type { ChangedPlace, StoredPlace } from './place-store.ts'
import { findPlacesKnownAs } from './queries/find-places.ts'

/** Two of one name nearer than this are one place. */
const sameMetres = 50

export type JudgedPlaces = {
  readonly fresh: readonly (DeliveredPlace & Omit<Ground, 'townName'>)[]
  readonly changed: readonly ChangedPlace[]
  readonly unchanged: number
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

type Known = { readonly byCode: Map<string, StoredPlace>; readonly byName: Map<string, StoredPlace[]> }

const isNear = (a: StoredPlace, b: DeliveredPlace): boolean =>
  a.kind === b.kind && distanceMetres(a.position, b.position) <= sameMetres

/** The place a row speaks of, and what to tell where it may speak of one that stands under another code. */
function findStanding(
  { byCode, byName }: Known,
  it: DeliveredPlace,
): { standing?: StoredPlace; warning?: Finding } {
  const coded = it.code === null ? undefined : byCode.get(it.code)
  if (coded) return { standing: coded }
  const near = (byName.get(it.name) ?? []).find((one) => one.endedOn === null && isNear(one, it))
  if (near === undefined) return {}
  if (it.code === null || near.code === null) return { standing: near }
  const reason = {
    zh: `与库中“${near.fullText}”（编码 ${near.code}）同名，且相距不到 ${sameMetres} 米，可能重复`,
    en: `has the name of "${near.fullText}" (code ${near.code}) less than ${sameMetres} m away; it may be the same place`,
  }
  return { warning: { row: it.row, column: placeColumns.name, reason } }
}

function toAfter(before: StoredPlace, it: DeliveredPlace, { townName, ...ground }: Ground): StoredPlace {
  // Names stay unless the list has another kind for them: a list that has none says nothing of them.
  const said = new Set([it.name, ...it.otherNames.map(({ name }) => name)])
  const kept = before.otherNames.filter(({ name }) => !said.has(name))
  return {
    ...before,
    version: before.version + 1,
    kind: it.kind,
    name: it.name,
    fullText: it.fullText || (it.name === before.name ? before.fullText : `${townName}${it.name}`),
    code: it.code ?? before.code,
    otherNames: [...it.otherNames, ...kept],
    position: it.position,
    geometry: it.geometry ?? before.geometry,
    ...ground,
    source: it.source || before.source,
    surveyedOn: it.surveyedOn ?? before.surveyedOn,
  }
}

/** Judges at most a thousand rows, and writes nothing. */
export async function judgePlaces(
  context: Pick<Context, 'db' | 'adcode' | 'now'>,
  items: readonly DeliveredPlace[],
): Promise<JudgedPlaces> {
  const standing = await findPlacesKnownAs(
    context.db,
    context.adcode,
    items.flatMap((it) => it.code ?? []),
    items.map((it) => it.name),
  )
  const known: Known = {
    byCode: new Map(standing.flatMap((it) => (it.code === null ? [] : [[it.code, it] as const]))),
    byName: Map.groupBy(standing, (it) => it.name),
  }
  const grounds = await groundsOf(
    context,
    items.map((it) => it.position),
  )
  const fresh: (DeliveredPlace & Omit<Ground, 'townName'>)[] = []
  const changed: ChangedPlace[] = []
  const [warned, refused]: [Finding[], Finding[]] = [[], []]
  const spokenOf = new Map<string, number>()
  let unchanged = 0
  for (const [index, it] of items.entries()) {
    const ground = grounds[index]
    if (ground === undefined) {
      refused.push({ row: it.row, column: placeColumns.lng, reason: outside })
      continue
    }
    const { standing: before, warning } = findStanding(known, it)
    if (warning) warned.push(warning)
    const key =
      before?.id ?? `${it.kind} ${it.name} ${it.code ?? it.position.map((d) => d.toFixed(4)).join()}`
    const first = spokenOf.get(key)
    if (first !== undefined) {
      refused.push({ row: it.row, column: placeColumns.name, reason: said(first) })
      continue
    }
    spokenOf.set(key, it.row)
    if (before === undefined) {
      const { townName, ...codes } = ground
      fresh.push({ ...it, fullText: it.fullText || `${townName}${it.name}`, ...codes })
      continue
    }
    if (before.endedOn !== null) {
      refused.push({ row: it.row, column: placeColumns.code, reason: ended(before.endedOn) })
      continue
    }
    const after = toAfter(before, it, ground)
    const fields = diffPlaces(before, after)
    if (Object.keys(fields).length === 0) unchanged += 1
    else changed.push({ before, after, changed: fields })
  }
  return { fresh, changed, unchanged, warned, refused }
}

const outside = { zh: '位置不在本县范围内', en: 'the point lies outside the county' }
const said = (row: number) => ({
  zh: `与第 ${row} 行是同一地点`,
  en: `is the same place as row ${row}`,
})
const ended = (day: string) => ({
  zh: `该编码的地点已于 ${day} 停用`,
  en: `the place of this code ended on ${day}`,
})
