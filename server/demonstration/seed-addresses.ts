/** Fills the address library of the demonstration: buildings and gates, and what people call places beside their names. All invented. */
import { moveMetres } from '#domain/geography/measure.ts'
import type { OtherName, PlaceKind } from '#domain/geography/place.ts'
import type { DeliveredPlace } from '#domain/geography/place-delivery.ts'
import type { Sentence } from '#domain/problem.ts'
import { type ListedPlace, listPlaces, putPlaces } from '#modules/geography/index.ts'
import type { Seeding } from './seeding.ts'

const source = '演示数据'
const buildingsOfEstate = 6
const gates = [
  { name: '东门', bearing: 90 },
  { name: '西门', bearing: 270 },
]
/** What people make of long names. */
const shortened: readonly (readonly [RegExp, string])[] = [
  [/农贸市场$/, '菜市场'],
  [/小学$/, '小'],
  [/中学$/, '中'],
  [/幼儿园$/, '幼儿班'],
  [/卫生院$/, '医院'],
  [/小区$/, '苑'],
  [/公园$/, '园子'],
]

const aliasOf = (name: string): OtherName[] =>
  shortened.flatMap(([ending, short]) =>
    ending.test(name) ? [{ name: name.replace(ending, short), kind: 'alias' as const }] : [],
  )

type Draft = Omit<DeliveredPlace, 'row'>

const draft = (
  kind: PlaceKind,
  name: string,
  { position }: ListedPlace,
  otherNames: OtherName[] = [],
): Draft => ({
  code: null,
  kind,
  name,
  fullText: '',
  otherNames,
  position,
  geometry: null,
  source,
  surveyedOn: null,
})

function around(it: ListedPlace): Draft[] {
  if (it.text.endsWith('小区'))
    return Array.from({ length: buildingsOfEstate }, (_, index) => ({
      ...draft('building', `${it.text}${index + 1}栋`, it),
      position: moveMetres(it.position, index * (360 / buildingsOfEstate), 40),
    }))
  if (!/(小学|中学|医院|公园)$/.test(it.text)) return []
  return gates.map(({ name, bearing }) => ({
    ...draft('gate', `${it.text}${name}`, it),
    position: moveMetres(it.position, bearing, 45),
  }))
}

/** Puts buildings, gates and other names into the library; run again it changes nothing. */
export async function seedAddresses({ house, actor, adcode, progress }: Seeding): Promise<Sentence> {
  const landmarks = await listPlaces(house.database, adcode, 'landmark')
  const named = landmarks
    .filter((it) => aliasOf(it.text).length > 0)
    .map((it) => ({ ...draft('landmark', it.text, it, aliasOf(it.text)), fullText: it.text }))
  const drafts = [...named, ...landmarks.flatMap(around)]
  let added = 0
  for (let from = 0; from < drafts.length; from += 500) {
    const items = drafts.slice(from, from + 500).map((it, index) => ({ ...it, row: from + index + 1 }))
    added += (await house.act(actor, putPlaces, { items, synthetic: true }, { adcode })).added
    progress(from + items.length, drafts.length)
  }
  return {
    zh: `合成的 ${added} 处楼栋和出入口，${named.length} 处地点有别名`,
    en: `${added} buildings and gates and other names for ${named.length} places, all synthetic`,
  }
}
