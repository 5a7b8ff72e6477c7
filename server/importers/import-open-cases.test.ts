/** A whole file of an old system: what is taken, what is refused by row and column, photos, and the count by count. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Organisation } from '#domain/identity/organisation.ts'
import { findCarried } from '#modules/cases/index.ts'
import { putOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { createFileStore } from '#platform/files/file-store.ts'
import { newId } from '#platform/ids.ts'
import { followStory } from '../testing/case-story.ts'
import {
  anOldExport,
  anOldRow,
  type OldRow,
  oldPhoto,
  putOldFile,
  writeOldWorkbook,
} from '../testing/old-system.ts'
import { sumTables } from '../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../testing/test-county.ts'
import { testAdcode } from '../testing/test-house.ts'
import { importOpenCases, type OpenCasesOptions } from './import-open-cases.ts'
import { getMapping } from './mapping-files.ts'

let county: TestCounty
let folder = ''
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T08:30:00+08:00') })
  folder = await mkdtemp(join(tmpdir(), 'jingwei-old-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await county.close()
})

const cutOver = new Date('2026-06-15T08:00:00+08:00')
let files = 0
async function bring(rows: readonly OldRow[], more: Partial<OpenCasesOptions> = {}) {
  files += 1
  const path = await writeOldWorkbook(join(folder, `old-${files}.xlsx`), rows)
  const mapping = await getMapping('jingwei-open-cases-xlsx', 'open-cases')
  return importOpenCases(county, systemActor(testAdcode), path, mapping, { cutOver, ...more })
}
const tableOf = ({ comparison }: Awaited<ReturnType<typeof bring>>, title: string) =>
  Object.fromEntries(
    (comparison.tables.find((it) => it.title.en === title)?.lines ?? []).map((it) => [
      it.key.en,
      [it.file, it.ours, it.difference],
    ]),
  )
const shortly = (findings: readonly { row: number; column: string | null }[]) =>
  findings.map((it) => [it.row, it.column])
const idOf = async (number: string): Promise<string> =>
  (await findCarried(county.database, testAdcode, [number])).get(number)?.caseId ?? ''

const everyState: OldRow[] = [
  anOldRow('S-1', { 状态: '待受理', 剩余时限: '', 处置时限: '' }),
  anOldRow('S-2', { 状态: '待立案', 剩余时限: '', 处置时限: '' }),
  anOldRow('S-3', { 状态: '待派遣', 剩余时限: '' }),
  anOldRow('S-4', { 状态: '待处置' }),
  anOldRow('S-5', { 状态: '处置中', 剩余时限: -3 }),
  anOldRow('S-6', { 状态: '挂账', 挂账至: '2026-07-01', 处置截止时间: '' }),
  anOldRow('S-7', { 状态: '已反馈', 处置完成时间: '2026-06-12 16:00:00' }),
  anOldRow('S-8', { 状态: '核查中', 处置完成时间: '2026-06-12 16:00:00' }),
  anOldRow('S-9', { 状态: '待结案', 处置完成时间: '2026-06-12 16:00:00' }),
  anOldRow('S-10', { 剩余时限: '', 处置截止时间: '2026-06-16 11:00:00' }),
]

describe('a file of open cases', () => {
  it('is judged on a dry run as it would be taken, and nothing is written', async () => {
    const before = await sumTables(county.database)
    const dry = await bring(everyState, { isDryRun: true })
    expect(await sumTables(county.database)).toEqual(before)
    expect([dry.read, dry.accepted, dry.carriedOver, dry.refused]).toEqual([10, 10, 10, []])
    expect(dry.comparison.differences).toEqual([])
    expect(dry.comparison.isClean).toBe(true)
  })

  it('is taken, and counted from the database against the file', async () => {
    const report = await bring(everyState)
    expect([report.read, report.carriedOver, report.there]).toEqual([10, 10, 0])
    expect(shortly(report.warned)).toEqual([[9, '状态']])
    expect(tableOf(report, 'totals')).toEqual({
      'cases (rows)': [10, 10, 0],
      // 4 − 3 + 4 + 4 + 4 + 4, and 11 from Monday eight to Tuesday eleven.
      'time left in all (hours, of 7 cases with a disposal limit)': [28, 28, 0],
    })
    expect(tableOf(report, 'by state')).toMatchObject({
      'waiting for acceptance': [1, 1, 0],
      'being put right': [2, 2, 0],
      'waiting for a check': [1, 1, 0],
    })
    expect(tableOf(report, 'by light at the cut-over')).toEqual({
      red: [1, 1, 0],
      yellow: [1, 1, 0],
      green: [1, 1, 0],
      paused: [2, 2, 0],
      'the file does not say': [5, 5, 0],
    })
    expect(tableOf(report, 'by unit')).toEqual({ 路灯管理所: [7, 7, 0] })
    expect(report.comparison).toMatchObject({ isClean: true, differences: [] })
    expect((await county.verify()).differences).toEqual([])
  })

  it('changes nothing the second time', async () => {
    const sums = await sumTables(county.database)
    const again = await bring(everyState)
    expect([again.carriedOver, again.there, again.accepted]).toEqual([0, 10, 10])
    expect(again.comparison.isClean).toBe(true)
    // Another file of the same content asks anew: an audit line of a batch that changed nothing.
    const now = await sumTables(county.database)
    const changed = Object.keys(now).filter((table) => sums[table] !== now[table])
    expect(changed.filter((it) => !it.startsWith('platform.'))).toEqual([])
  })

  it('as a later delta adds what is not there, tells what changed, and overwrites nothing', async () => {
    const delta = await bring([
      anOldRow('S-4', { 状态: '处置中', 剩余时限: 2 }),
      anOldRow('S-5', { 状态: '处置中', 剩余时限: -3 }),
      anOldRow('S-11'),
    ])
    expect([delta.carriedOver, delta.there]).toEqual([1, 2])
    expect(shortly(delta.warned)).toEqual([
      [2, '剩余时限'],
      [2, '状态'],
      [2, '状态'],
    ])
    expect(delta.comparison.differences.map((it) => [it.oldNumber, it.field, it.file, it.ours])).toEqual([
      ['S-4', '状态', 'handling', 'pending_handle'],
      ['S-4', '剩余时限', '2 h', '4 h'],
    ])
    expect(delta.comparison.isClean).toBe(false)
  })

  it('names row and column of what it refuses, and counts it as missing', async () => {
    const report = await bring([
      anOldRow('R-1', { 状态: '不知道' }),
      anOldRow('R-2', { 处置时限: '16 天' }),
      anOldRow('R-3', { 处置单位: '没有' }),
      anOldRow('R-4', { 立案时间: '' }),
      anOldRow('R-5', { 上报时间: '昨天' }),
      anOldRow('R-6', { 诉求人电话: '无' }),
      anOldRow('R-6'),
      anOldRow('R-7'),
      anOldRow('R-7'),
    ])
    expect(shortly(report.refused)).toEqual([
      [2, '状态'],
      [3, '处置时限'],
      [4, '处置单位'],
      [5, '立案时间'],
      [6, '上报时间'],
      [7, '诉求人电话'],
      [8, '案卷号'],
      [10, '案卷号'],
    ])
    expect(report.carriedOver).toBe(1)
    expect(tableOf(report, 'totals')['cases (rows)']).toEqual([9, 1, -8])
    expect(report.comparison.differences.map((it) => [it.oldNumber, it.ours])).toEqual([
      ['R-3', '无'],
      ['R-4', '无'],
    ])
    expect(JSON.stringify(report.refused)).not.toContain('李小明')
  })

  it('counts units that assist and components, and tells what is not tied', async () => {
    const component = { 部件标识码: `${testAdcode}01037000999` }
    const report = await bring([
      anOldRow('A-1', { 协办单位: '供水公司、供水公司；路灯管理所' }),
      anOldRow('A-2', { 协办单位: '供水公司' }),
      anOldRow('A-3', { 协办单位: '供水公司，没有' }),
      anOldRow('A-4', component),
    ])
    expect(shortly(report.refused)).toEqual([[4, '协办单位']])
    expect(shortly(report.warned)).toEqual([
      [2, '协办单位'],
      [5, '部件标识码'],
    ])
    expect(tableOf(report, 'by assisting unit')).toEqual({ 供水公司: [3, 2, -1], 没有: [1, 0, -1] })
    expect(tableOf(report, 'totals')['cases with a component']).toEqual([1, 0, -1])
    expect(report.comparison.differences.map((it) => [it.oldNumber, it.field, it.file, it.ours])).toEqual([
      ['A-3', '', '有', '无'],
      ['A-4', '部件标识码', component.部件标识码, ''],
    ])
    const clean = await bring([anOldRow('A-2', { 协办单位: '供水公司' })])
    expect([clean.there, clean.comparison.isClean, clean.warned]).toEqual([1, true, []])
  })

  it('that was refused in part is sent again as it is, once the unit is there', async () => {
    const path = await writeOldWorkbook(join(folder, 'again.xlsx'), [
      anOldRow('U-1', { 处置单位: '路灯三所' }),
      anOldRow('U-2'),
    ])
    const mapping = await getMapping('jingwei-open-cases-xlsx', 'open-cases')
    const send = () => importOpenCases(county, systemActor(testAdcode), path, mapping, { cutOver })
    expect(shortly((await send()).refused)).toEqual([[2, '处置单位']])
    const organisation: Organisation = {
      id: newId(),
      name: '路灯三所',
      shortName: null,
      kind: 'company',
      creditCode: null,
      externalCode: null,
      parentId: null,
      areaCodes: [],
      aliases: [],
      isDemonstration: false,
    }
    await county.act(systemActor(testAdcode), putOrganisations, { organisations: [organisation] })
    await county.relay.drain()
    const again = await send()
    expect([again.refused, again.carriedOver, again.there]).toEqual([[], 1, 1])
    expect(again.comparison.isClean).toBe(true)
  })

  it('tells a deadline that cannot be kept to the minute', async () => {
    const report = await bring([anOldRow('D-1', { 剩余时限: '', 处置截止时间: '2026-06-15 22:00:00' })])
    expect(shortly(report.warned)).toEqual([[2, '处置截止时间']])
    expect(report.comparison.differences).toMatchObject([{ oldNumber: 'D-1', field: '处置截止时间' }])
  })

  it('is compared with the totals that the old system prints', async () => {
    const totals = join(folder, 'totals.csv')
    await writeFile(totals, '项目,名称,数量\n总数,,3\n状态,处置中,2\n单位,路灯管理所,1\n')
    const report = await bring([anOldRow('T-1'), anOldRow('T-2')], { totals })
    expect(tableOf(report, "the old system's printed totals and its own file")).toEqual({
      总数: [3, 2, -1],
      处置中: [2, 2, 0],
      路灯管理所: [1, 2, 1],
    })
    expect(report.comparison.isClean).toBe(false)
  })

  it.each([
    [new Date('2026-06-15T08:31:00+08:00'), {}, 'carry-over.in-future'],
    [new Date('2026-06-01T08:00:00+08:00'), {}, 'carry-over.long-ago'],
  ])('of a cut-over at %s is refused, on a dry run too', async (at, more, code) => {
    await expect(bring([anOldRow('X-1')], { cutOver: at, isDryRun: true, ...more })).rejects.toMatchObject({
      code,
    })
  })
})

describe('the example beside the guide', () => {
  it('is read by the shipped mapping without a refusal, and adds up', async () => {
    const file = join(import.meta.dirname, '..', '..', 'docs', 'guide', 'open-cases-example.xlsx')
    const mapping = await getMapping('jingwei-open-cases-xlsx', 'open-cases')
    const report = await importOpenCases(county, systemActor(testAdcode), file, mapping, {
      cutOver,
      isDryRun: true,
    })
    expect([report.carriedOver, report.refused, report.comparison.isClean]).toEqual([7, [], true])
  })
})

describe('an export of 500 cases', () => {
  it('adds up to the last hour, in every state, for every kind of limit', async () => {
    const rows = anOldExport(500, ['路灯管理所', '供水公司'])
    const report = await bring(rows)
    expect(report.refused).toEqual([])
    expect(report.comparison.differences).toEqual([])
    expect([report.carriedOver, report.comparison.isClean]).toEqual([500, true])
    const lights = tableOf(report, 'by light at the cut-over')
    expect(Object.keys(lights).sort()).toEqual(['green', 'paused', 'red', 'the file does not say', 'yellow'])
    expect((await county.verify()).differences).toEqual([])
  })
})

describe('photos of an old system', () => {
  const photosIn = async (number: string) =>
    (await followStory(county, await idOf(number)).show(county.dispatcher)).photos

  it('come with their side and time, and what is wrong with a file is told by its name', async () => {
    const photos = join(folder, 'photos')
    await putOldFile(photos, 'P-1/处置前/a.jpg', await oldPhoto(1, '2026:06:11 08:55:10'))
    await putOldFile(photos, 'P-1/处置后/b.jpg', await oldPhoto(2))
    await putOldFile(photos, 'P-1/核查_c.jpg', await oldPhoto(3), '2026-06-20T10:00:00+08:00')
    await putOldFile(photos, 'P-1/d.jpg', await oldPhoto(4))
    await putOldFile(photos, 'P-1/处置前/again.jpg', await oldPhoto(1, '2026:06:11 08:55:10'))
    await putOldFile(photos, 'P-1/broken.jpg', 'this is none')
    await putOldFile(photos, 'P-1/large.jpg', Buffer.alloc(20 * 1_048_576 + 1))
    await putOldFile(photos, 'P-1/Thumbs.db', 'x')
    await putOldFile(photos, 'NOBODY/x.jpg', await oldPhoto(5))
    await putOldFile(photos, '上报-e.jpg', await oldPhoto(6))
    await putOldFile(photos, 'lost.jpg', await oldPhoto(7))
    const rows = [anOldRow('P-1'), anOldRow('P-2', { 照片文件: '上报-e.jpg；gone.jpg；../../etc/passwd' })]
    const store = createFileStore(join(folder, 'store'))
    const dry = await bring(rows, { isDryRun: true, photos: { folder: photos, files: store } })
    const report = await bring(rows, { photos: { folder: photos, files: store } })
    for (const { photos: told } of [dry, report]) {
      expect([told?.found, told?.taken]).toEqual([8, 5])
      expect(told?.refused.map((it) => it.file)).toEqual([
        'P-1/broken.jpg',
        'P-1/large.jpg',
        'gone.jpg',
        '../../etc/passwd',
        'NOBODY',
        'lost.jpg',
      ])
    }
    expect(report.photos?.warned.map((it) => [it.file, it.reason.en.slice(0, 7)])).toEqual([
      ['P-1/d.jpg', 'no word'],
      ['P-1/d.jpg', 'no time'],
      ['P-1/处置前/again.jpg', 'the ver'],
      ['P-1/处置后/b.jpg', 'no time'],
      ['P-1/核查_c.jpg', 'no time'],
      ['上报-e.jpg', 'no time'],
    ])
    expect(report.comparison.differences.map((it) => [it.oldNumber, it.field, it.file, it.ours])).toEqual([
      ['P-1', '照片', '7', '4'],
      ['P-2', '照片', '3', '1'],
    ])
    const shown = await photosIn('P-1')
    expect(shown.map((it) => [it.during, it.at, it.by]).sort()).toEqual([
      ['carryPhotos', '2026-06-11T02:00:00.000Z', '旧系统 old system'],
      // The copy is younger than the cut-over, so its time says nothing.
      ['passCheck', cutOver.toISOString(), '旧系统 old system'],
      ['report', '2026-06-11T00:55:10.000Z', '旧系统 old system'],
      ['reportDone', '2026-06-11T02:00:00.000Z', '旧系统 old system'],
    ])
    expect((await photosIn('P-2')).map((it) => it.during)).toEqual(['report'])
    expect((await county.verify()).differences).toEqual([])
  })

  it('are not taken twice, and later ones are added', async () => {
    const photos = join(folder, 'photos')
    await putOldFile(photos, 'P-2/处置后/late.jpg', await oldPhoto(8))
    const store = createFileStore(join(folder, 'store'))
    // The file speaks of one case alone; the folder of the other is known from before.
    const again = await bring([anOldRow('P-1')], { photos: { folder: photos, files: store } })
    expect(again.photos?.refused.map((it) => it.file)).toContain('NOBODY')
    expect(again.photos?.refused.map((it) => it.file)).not.toContain('P-2')
    expect((await photosIn('P-1')).length).toBe(4)
    expect((await photosIn('P-2')).map((it) => it.during)).toEqual(['report', 'reportDone'])
    expect((await county.verify()).differences).toEqual([])
  })
})
