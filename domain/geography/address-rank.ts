/**
 * Which of the places found is most likely meant, and why each was found. A cost is a sum of small, stated parts: how the name
 * matches what was said, how much of what was said it leaves open, and whether the town that was named is the town it lies in.
 */
import type { PlaceKind } from './place.ts'

/** Why a place was found, best first: its very name, its beginning, a name within a sentence, one slip, a part, or how it sounds. */
export const matchWays = [
  'name',
  'beginning',
  'named',
  'slip',
  'part',
  'pinyin',
  'initials',
  'doors',
] as const
export type MatchWay = (typeof matchWays)[number]

export type FoundName = {
  readonly kind: PlaceKind
  readonly fullText: string
  readonly townCode: string | null
  readonly communityCode: string | null
  /** The name that matched. */
  readonly name: string
  readonly nameKind: 'name' | 'alias' | 'former'
  readonly way: MatchWay
  /** How many signs of the name nothing was said of. */
  readonly openSigns: number
}

export type Said = {
  /** What was said, as a whole. */
  readonly text: string
  /** What was said without the names of areas before it. */
  readonly rest: string
  /** Codes of the towns and communities that were named. */
  readonly areaCodes: readonly string[]
}

const base: Readonly<Record<MatchWay, number>> = {
  name: 0,
  beginning: 1,
  named: 1.5,
  slip: 1.8,
  part: 2.5,
  pinyin: 0,
  initials: 0.2,
  doors: 1.2,
}
/** Landmarks and streets come before single doors, where all else is equal. */
const kindOrder: readonly PlaceKind[] = [
  'landmark',
  'estate',
  'village',
  'street',
  'crossing',
  'gate',
  'building',
  'address',
]
const nameCost = { name: 0, alias: 0.05, former: 0.1 }

const signsOf = (text: string): number => [...text].length

function coverCost({ name, way, openSigns }: FoundName, { text, rest }: Said): number {
  if (way !== 'named') return openSigns * 0.03
  const unread = Math.min(signsOf(text), signsOf(rest)) - signsOf(name)
  // 文化路12号 said, 文化路 found: the number says that another thing was meant.
  const [, after] = text.split(name, 2)
  const number = /^\d/.test(after ?? '') ? 0.6 : 0
  return Math.max(0, unread) * 0.1 + number
}

function areaCost({ townCode, communityCode }: FoundName, { areaCodes }: Said): number {
  if (areaCodes.length === 0) return 0
  const own = [townCode, communityCode].filter((it) => it !== null)
  return areaCodes.some((it) => own.includes(it)) ? -0.4 : townCode === null ? 0 : 0.5
}

/** Signs that are said and stand in the standard address too, where the town was said with a slip. */
function sharedSigns({ fullText }: FoundName, { text }: Said): number {
  const said = new Set(text)
  return [...new Set(fullText)].filter((it) => said.has(it)).length
}

/** How unlikely it is that this place was meant; 0 is the very name in the very town. */
export function costOf(found: FoundName, said: Said): number {
  return (
    base[found.way] +
    nameCost[found.nameKind] +
    coverCost(found, said) +
    areaCost(found, said) +
    kindOrder.indexOf(found.kind) * 0.01 -
    sharedSigns(found, said) * 0.02
  )
}

/** The best reason for each place, likeliest place first; equals by the length and order of their address. */
export function rankPlaces<Found extends FoundName & { readonly id: string }>(
  found: readonly Found[],
  said: Said,
): Found[] {
  const best = new Map<string, { it: Found; cost: number }>()
  for (const it of found) {
    const cost = costOf(it, said)
    const known = best.get(it.id)
    if (known === undefined || cost < known.cost) best.set(it.id, { it, cost })
  }
  return [...best.values()]
    .sort(
      (a, b) =>
        a.cost - b.cost ||
        a.it.fullText.length - b.it.fullText.length ||
        (a.it.fullText < b.it.fullText ? -1 : 1),
    )
    .map(({ it }) => it)
}
