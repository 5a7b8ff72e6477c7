import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { caseActionNames } from '#domain/cases/life-cycle.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { realData } from '#platform/testing/real-data.ts'
import { drawArrivals } from './arrivals.ts'
import { drawByCurve, drawByQuantiles, drawByWeight, drawMinutes } from './draw.ts'
import { readParameters } from './parameters.ts'
import { readTexts } from './texts.ts'

const parameters = readParameters()
type Row = Record<string, string>

const pingshan = realData('pingshan-2018-cases/cases.csv')
const boston = realData('boston-311-2011h2/311_service_requests_2011.csv.gz')
const zurich = realData('zurich-zueri-wie-neu/reports_wgs84.csv')

const read = (path: string): Row[] => {
  const content = readFileSync(path)
  return parse(path.endsWith('.gz') ? gunzipSync(content) : content, { columns: true, bom: true })
}
const countBy = (rows: readonly Row[], keyOf: (row: Row) => string): number[] =>
  [...Map.groupBy(rows, keyOf).values()].map((it) => it.length).sort((a, b) => b - a)
const sum = (values: readonly number[]): number => values.reduce((total, it) => total + it, 0)
/** Weights whose mean is 1. */
const even = (values: readonly number[]): number[] => values.map((it) => (it / sum(values)) * values.length)
const shares = (rows: readonly Row[], count: number, indexOf: (row: Row) => number): number[] => {
  const found = Array.from({ length: count }, () => 0)
  for (const row of rows) found[indexOf(row)] = (found[indexOf(row)] ?? 0) + 1
  return even(found)
}
const weekday = (text: string): number => (new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7
const farthest = (ours: readonly number[], theirs: readonly number[]): number =>
  Math.max(...ours.map((it, index) => Math.abs(it - (theirs[index] ?? 0))))

describe.skipIf(!pingshan)('Pingshan (needs pingshan-2018-cases)', () => {
  const rows = pingshan ? read(pingshan) : []

  it('has the skew of classes', () => {
    const counts = countBy(rows, (it) => it['sub_type_id'] ?? '')
    for (const [rank, share] of parameters.classes.cumulativeShares.slice(0, -1))
      expect(sum(counts.slice(0, rank)) / rows.length, `first ${rank}`).toBeCloseTo(share, 2)
  })

  it('has the share of late cases', () => {
    const late = rows.filter((it) => it['on_time_status'] === 'overtime').length
    expect(late / rows.length).toBeCloseTo(parameters.disposal.lateShare, 2)
  })

  it('has the proportion of apps and telephones', () => {
    const of = (names: readonly string[]) => rows.filter((it) => names.includes(it['source'] ?? '')).length
    const [app, telephone] = [of(['@坪山', '美丽深圳']), of(['12345', '12319', '固话投诉'])]
    const { citizen_app = 0, wechat = 0, hotline_12345 = 0, hotline_12319 = 0 } = parameters.sources
    const ours = (citizen_app + wechat) / (citizen_app + wechat + hotline_12345 + hotline_12319)
    expect(Math.abs(ours - app / (app + telephone))).toBeLessThan(0.05)
  })
})

describe.skipIf(!boston)('Boston (needs boston-311-2011h2)', () => {
  const rows = boston ? read(boston) : []

  it('has the hours of the day', () => {
    const theirs = shares(rows, 24, (it) => Number((it['open_dt'] ?? '').slice(11, 13)))
    expect(farthest(even(parameters.arrivals.byHour), theirs)).toBeLessThan(0.15)
  })

  it('has the part of the time that was used', () => {
    const used = rows.flatMap((it) => {
      const [open, target, closed] = ['open_dt', 'target_dt', 'closed_dt'].map((name) =>
        Date.parse(`${(it[name] ?? '').replace(' ', 'T')}Z`),
      )
      const share = ((closed ?? Number.NaN) - (open ?? 0)) / ((target ?? 0) - (open ?? 0))
      return Number.isFinite(share) && share >= 0 ? [share] : []
    })
    const tenths = (of: number[]) =>
      Array.from(
        { length: 11 },
        (_, index) => of.sort((a, b) => a - b)[Math.floor((index / 10) * (of.length - 1))],
      )
    const inTime = tenths(used.filter((it) => it <= 1))
    for (const [index, share] of parameters.disposal.inTime.entries())
      expect(Math.abs(share - (inTime[index] ?? 0)), `tenth ${index}`).toBeLessThan(0.04)
    const late = tenths(used.filter((it) => it > 1))
    for (const [index, share] of parameters.disposal.late.slice(0, 7).entries())
      expect(share / (late[index] ?? 0), `late tenth ${index}`).toBeCloseTo(1, 1)
  })
})

describe.skipIf(!zurich)('Zurich (needs zurich-zueri-wie-neu)', () => {
  const rows = zurich ? read(zurich) : []

  it('has the months', () => {
    const theirs = shares(rows, 12, (it) => Number((it['date'] ?? '').slice(5, 7)) - 1)
    expect(farthest(even(parameters.arrivals.byMonth), theirs)).toBeLessThan(0.05)
  })

  it('has the hot spots', () => {
    const cellOf = (it: Row) =>
      `${Math.floor(Number(it['lon']) * 1000)} ${Math.floor(Number(it['lat']) * 1400)}`
    const counts = countBy(rows, cellOf)
    for (const [part, share] of parameters.places.cumulativeShares)
      expect(sum(counts.slice(0, Math.round(counts.length * part))) / rows.length).toBeCloseTo(share, 2)
  })
})

it.skipIf(!pingshan || !boston || !zurich)('the days of the week are the mean of the three cities', () => {
  const ofPingshan = read(pingshan ?? '').filter((it) => (it['created_on'] ?? '') >= '2018-08')
  const cities = [
    shares(ofPingshan, 7, (it) => weekday(it['created_on'] ?? '')),
    shares(read(boston ?? ''), 7, (it) => weekday(it['open_dt'] ?? '')),
    shares(read(zurich ?? ''), 7, (it) => weekday(it['date'] ?? '')),
  ]
  const theirs = Array.from({ length: 7 }, (_, day) => sum(cities.map((it) => it[day] ?? 0)) / 3)
  expect(farthest(even(parameters.arrivals.byWeekday), theirs)).toBeLessThan(0.06)
})

describe('what is drawn', () => {
  it('follows the parameters', () => {
    const chance = createChance(1)
    const many = <T>(draw: () => T): T[] => Array.from({ length: 20_000 }, draw)
    const weights = many(() => drawByWeight(chance, [1, 2, 5]))
    expect(weights.filter((it) => it === 2).length / 20_000).toBeCloseTo(5 / 8, 1)
    const ranks = many(() => Math.floor(drawByCurve(chance, parameters.classes.cumulativeShares)))
    expect(ranks.filter((it) => it < 10).length / 20_000).toBeCloseTo(0.347, 1)
    expect(Math.max(...ranks)).toBeLessThan(268)
    const minutes = many(() => drawMinutes(chance, { median: 6, spread: 0.6 }))
    expect(minutes.filter((it) => it < 6).length / 20_000).toBeCloseTo(0.5, 1)
    const used = many(() => drawByQuantiles(chance, parameters.disposal.inTime))
    expect(used.filter((it) => it < 0.1).length / 20_000).toBeCloseTo(0.5, 1)
  })

  it('brings as many reports a month as it says, the same for the same seed', () => {
    const [from, until] = [Date.parse('2025-01-01T00:00:00+08:00'), Date.parse('2026-01-01T00:00:00+08:00')]
    const arrivals = drawArrivals(createChance(5), parameters, from, until)
    expect(arrivals).toEqual(drawArrivals(createChance(5), parameters, from, until))
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b))
    expect(Math.abs(arrivals.length / (12 * parameters.reportsPerMonth) - 1)).toBeLessThan(0.05)
  })

  it('has words for every action that stories take', () => {
    const texts = readTexts()
    const silent = [
      'reportDone',
      'answerVerification',
      'decline',
      'merge',
      'reviewAppeal',
      'decideAppeal',
      'recordReturnVisit',
    ]
    for (const action of caseActionNames.filter((it) => !silent.includes(it)))
      expect(texts.say(createChance(1), action), action).toBeTypeOf('string')
  })
})
