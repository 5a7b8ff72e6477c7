/**
 * Searching the address library with many places in it: how long each way of saying a place takes, through the same query that
 * screens ask, and how long the import of so many rows took.
 */
import { soundOf } from '#domain/geography/pinyin.ts'
import type { DeliveredPlace } from '#domain/geography/place-delivery.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import type { Cell, TableRow } from '#domain/table.ts'
import { importPlaces, searchAddresses, streamPlaces } from '#modules/geography/index.ts'
import { systemActor } from '#platform/actor.ts'
import { judge, repeat, table, whole } from './measure.ts'
import { adcode, type Stand } from './stand.ts'

const first = '文建人新东西南北中康福安和平昌明兴隆景朝翠瑞嘉金银玉龙凤云海山水春秋'
const second = '化设民城园湖泉林溪桥华泰丰盛阳光辉祥庆乐宁德仁义信达顺利通'

/** Doors on invented streets, scattered around doors that the county has, so that each lies within it. */
async function* rows(stand: Stand, count: number): AsyncIterable<TableRow> {
  const chance = createChance(11)
  const ground: [number, number][] = []
  for await (const it of streamPlaces(stand.house.database, adcode, { kind: 'address', state: 'open' }))
    ground.push([...it.position])
  const streets = Array.from(
    { length: Math.ceil(count / 150) },
    () =>
      pick(chance, [...first]) +
      pick(chance, [...second]) +
      pick(chance, [...first]) +
      pick(chance, ['路', '街', '巷']),
  )
  for (let index = 0; index < count; index += 1) {
    const street = streets[Math.floor(index / 150)] ?? ''
    const [lng, lat] = pick(chance, ground)
    const columns: Record<string, Cell> = {
      地址编码: `B-${index}`,
      类型: '门牌',
      名称: `${street}${(index % 150) + 1}号`,
      经度: lng,
      纬度: lat,
    }
    yield { rowNumber: index + 2, columns }
  }
}

const withSlip = (name: string): string => `${name.slice(0, 1)}囍${name.slice(2)}`

const ways: Readonly<Record<string, (it: DeliveredName) => string>> = {
  'the very name': ({ name }) => name,
  'the standard address': ({ fullText }) => fullText,
  'in a sentence': ({ name }) => `有人反映${name}井盖坏了`,
  opposite: ({ name }) => `${name}对面`,
  'a direction and metres': ({ name }) => `${name}东侧五十米`,
  'one sign wrong': ({ name }) => withSlip(name),
  'one sign missing': ({ name }) => name.slice(1),
  'the first two signs': ({ name }) => name.slice(0, 2),
  'a part of the name': ({ name }) => name.slice(1, 4),
  pinyin: ({ name }) => soundOf(name).pinyin,
  initials: ({ name }) => soundOf(name).initials,
  'two initials': ({ name }) => soundOf(name).initials.slice(0, 2),
  'nothing there is': () => '飞来峰下不存在的地方九九九号',
}

type DeliveredName = Pick<DeliveredPlace, 'name' | 'fullText'>

/** Imports `count` places and measures 200 phrases of each way, one after another. */
export async function measureAddresses(stand: Stand, count: number): Promise<string> {
  const db = stand.house.database
  const begun = performance.now()
  const report = await importPlaces({
    act: stand.house.act,
    actor: systemActor(adcode),
    db,
    adcode,
    now: stand.house.clock.now(),
    rows: rows(stand, count),
    digest: 'a library for the benchmark',
    isDryRun: false,
  })
  const seconds = (performance.now() - begun) / 1000
  const names: DeliveredName[] = []
  for await (const it of streamPlaces(db, adcode, { state: 'open' })) names.push(it)
  const chance = createChance(12)
  const lines: string[][] = []
  let slowest = 0
  for (const [way, say] of Object.entries(ways)) {
    const phrases = Array.from({ length: 200 }, () => say(pick(chance, names)))
    await searchAddresses(db, adcode, phrases[0] ?? '', 8)
    const sample = await repeat(phrases.length, (index) =>
      searchAddresses(db, adcode, phrases[index] ?? '', 8),
    )
    slowest = Math.max(slowest, sample.p95)
    lines.push([way, sample.p50.toFixed(1), sample.p95.toFixed(1), sample.p99.toFixed(1)])
  }
  judge({
    server: stand.name,
    what: `a search among ${whole(names.length)} places, the slowest way of saying one, p95`,
    result: `${slowest.toFixed(1)} ms`,
    aim: '≤ 50 ms',
    isMet: slowest <= 50,
  })
  const size = await db.rows<{ size: string }>(
    `select pg_size_pretty(pg_total_relation_size('geography.place_names')) as size`,
  )
  return `${whole(report.added)} places imported in ${seconds.toFixed(0)} s (${whole(report.added / seconds)} rows/s), ${report.refused.length} refused; names with their indexes take ${size[0]?.size}.\n\n${table(['way', 'p50 ms', 'p95 ms', 'p99 ms'], lines)}`
}
