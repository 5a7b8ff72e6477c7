/** How often the search finds the place meant among its first three answers, by the way in which the place was said. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { soundOf } from '#domain/geography/pinyin.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { putPlaces } from '../commands/put-places.ts'
import { seedTerritory } from '../commands/seed-territory.ts'
import { geographyModule } from '../index.ts'
import { listPlaces } from './list-places.ts'
import { refreshPlaceStatistics } from './refresh-place-statistics.ts'
import { searchAddresses } from './search-addresses.ts'

const adcode = '530127'
let house: House

beforeAll(async () => {
  house = await openBareHouse([geographyModule], new Date('2026-06-15T12:00:00+08:00'))
  await house.act(systemActor(adcode), seedTerritory, { validFrom: '2025-01-01', redrawnOn: '2026-01-01' })
  await keepLibrary()
  await refreshPlaceStatistics(house.database)
})
afterAll(() => house.close())

type Kept = { readonly text: string; readonly alias: string; readonly former: string }
/** Places of the library that the county put in itself, each with another name and a former one. */
const kept: Kept[] = []

async function keepLibrary(): Promise<void> {
  const chance = createChance(7)
  const word = (): string =>
    pick(chance, [...'老东西前后上下']) +
    pick(chance, [...'粮盐木铁糖酒茶布']) +
    pick(chance, [...'库站厂坊社行'])
  const doors = await listPlaces(house.database, adcode, 'address')
  const kinds = ['building', 'gate', 'estate'] as const
  const ends = { building: '号楼', gate: '东门', estate: '家园' }
  const items = Array.from({ length: 400 }, (_, index) => {
    const kind = pick(chance, kinds)
    const { position } = pick(chance, doors)
    const name = `${word()}${pick(chance, [...'甲乙丙丁戊己庚辛'])}${kind === 'building' ? index + 1 : ''}${ends[kind]}`
    const [alias, former] = [`${word()}${word()}`, `${word()}大院${index + 1}`]
    kept.push({ text: `${name}@${index}`, alias, former })
    const otherNames = [
      { name: alias, kind: 'alias' as const },
      { name: former, kind: 'former' as const },
    ]
    const rest = { code: `K${index}`, geometry: null, source: '', surveyedOn: null }
    return { row: index + 2, kind, name, fullText: `${name}@${index}`, otherNames, position, ...rest }
  })
  await house.act(systemActor(adcode), putPlaces, { items })
}

/** Ways of saying a place of the library by its other names. */
const aliasWays: Readonly<Record<string, (it: Kept) => string>> = {
  alias: ({ alias }) => alias,
  former: ({ former }) => former,
  aliasPinyin: ({ alias }) => soundOf(alias).pinyin,
  aliasInitials: ({ former }) => soundOf(former).initials,
  aliasOpposite: ({ alias }) => `${alias}斜对面`,
  aliasOffset: ({ former }) => `${former}西北约三十米`,
  aliasGate: ({ alias }) => `${alias}东门北50米`,
  aliasSentence: ({ alias }) => `群众反映${alias}门口积水`,
  aliasWrong: ({ alias }) => `${alias.slice(0, 2)}囍${alias.slice(3)}`,
  aliasMissing: ({ former }) => former.slice(1),
}

const withoutTown = (text: string): string => text.replace(/^.*?(?:街道|镇|乡)/, '')
const inFullWidth = (text: string): string =>
  text.replace(/\d/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0))
/** One slip in what is left without the town; digits stay, for another number is another door. */
const slipIn = (text: string, at: number, slip: (signs: string[], place: number) => void): string => {
  const signs = [...withoutTown(text)]
  const places = signs.flatMap((it, index) => (/\d/.test(it) ? [] : [index]))
  slip(signs, places[Math.floor(at * places.length)] ?? 0)
  return signs.join('')
}
const inChinese = (value: number): string =>
  [...String(value)].map((it) => '〇一二三四五六七八九'[Number(it)]).join('')

/** Ways of saying a place; `at` is a number in [0, 1) that says where a slip falls. */
const ways: Record<string, (text: string, at: number) => string> = {
  dropped: withoutTown,
  pinyin: (text) => soundOf(withoutTown(text)).pinyin,
  initials: (text) => soundOf(withoutTown(text)).initials,
  noise: (text) => `嵩明县${text}`,
  numerals: (text) => withoutTown(text).replace(/\d+(?=号)/, (it) => inChinese(Number(it))),
  wrong: (text, at) => {
    const signs = [...text]
    const places = signs.flatMap((it, index) => (/\d/.test(it) ? [] : [index]))
    signs[places[Math.floor(at * places.length)] ?? 0] = '囍'
    return signs.join('')
  },
  opposite: (text) => `${withoutTown(text)}对面`,
  beside: (text) => `${withoutTown(text)}旁边`,
  offset: (text) => `${withoutTown(text)}东侧五十米`,
  sentence: (text) => `有人反映${withoutTown(text)}井盖坏了`,
}

/** Two alterations at once, and those that hurt: names are short without their town. */
const hardWays: Record<string, (text: string, at: number) => string> = {
  droppedWrong: (text, at) =>
    slipIn(text, at, (signs, place) => {
      signs[place] = '囍'
    }),
  droppedMissing: (text, at) =>
    slipIn(text, at, (signs, place) => {
      signs.splice(place, 1)
    }),
  droppedAdded: (text, at) =>
    slipIn(text, at, (signs, place) => {
      signs.splice(place, 0, '囍')
    }),
  droppedOpposite: (text, at) => `${hardWays['droppedWrong']?.(text, at)}对面`,
  initialsOpposite: (text) => `${soundOf(withoutTown(text)).initials}对面`,
  initialsWithSign: (text) => {
    const { initials } = soundOf(withoutTown(text))
    return text.endsWith('号') ? `${initials.slice(0, -1)}号` : initials
  },
  spacedCapitals: (text) => soundOf(withoutTown(text)).initials.toUpperCase().split('').join(' '),
  fullWidth: (text) => inFullWidth(withoutTown(text)),
  numeralsOffset: (text) => `${ways['numerals']?.(text, 0)}往北约二十米`,
  fullWidthNoise: (text) => `嵩明县 ${inFullWidth(withoutTown(text))}，附近`,
}

const hard = { title: 'though two things went wrong', ways: hardWays }
it.each([{ title: 'however it is said', ways }, hard])(
  'finds 95 of 100 places among the first three answers $title',
  async ({ ways }) => {
    const db = house.database
    const lists = await Promise.all(
      (['address', 'landmark', 'street'] as const).map((it) => listPlaces(db, adcode, it)),
    )
    const chance = createChance(20261126)
    const rates = new Map<string, { hits: number; missed: string[] }>()
    for (let n = 0; n < 500; n += 1) {
      const list = lists[Math.floor(chance() * lists.length)] ?? []
      const meant = list[Math.floor(chance() * list.length)]?.text ?? ''
      const [way, say] = Object.entries(ways)[n % 10] ?? ['', String]
      const said = say(meant, chance())
      const found = await searchAddresses(db, adcode, said, 3)
      const rate = rates.get(way) ?? { hits: 0, missed: [] }
      if (found.some((it) => (it.relation?.anchor ?? it.text) === meant)) rate.hits += 1
      else rate.missed.push(`${said} (${meant})`)
      rates.set(way, rate)
    }
    for (const [way, { hits, missed }] of rates)
      process.stdout.write(`${way}: ${hits}/50 ${missed.slice(0, 3).join(', ')}\n`)
    const hits = [...rates.values()].reduce((sum, it) => sum + it.hits, 0)
    expect(hits / 500).toBeGreaterThanOrEqual(0.95)
  },
  300_000,
)

it('finds 95 of 100 places of the library by what else they are called', async () => {
  const chance = createChance(20261127)
  const missed: string[] = []
  for (let n = 0; n < 500; n += 1) {
    const meant = pick(chance, kept)
    const [way, say] = Object.entries(aliasWays)[n % 10] ?? ['', () => '']
    const found = await searchAddresses(house.database, adcode, say(meant), 3)
    if (!found.some((it) => (it.relation?.anchor ?? it.text) === meant.text))
      missed.push(`${way} ${say(meant)}`)
  }
  process.stdout.write(`other names: ${500 - missed.length}/500 ${missed.slice(0, 5).join(', ')}\n`)
  expect(500 - missed.length).toBeGreaterThanOrEqual(475)
}, 300_000)
