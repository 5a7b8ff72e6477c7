import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realData } from '#platform/testing/real-data.ts'
import { createInstallation, type Installation } from './testing.ts'

/** Processes may have to wait for their turn on a busy machine. */
const longest = 120_000

let installation: Installation
let folder: string
const at = (name: string): string => join(folder, name)

beforeAll(async () => {
  installation = await createInstallation({ JINGWEI_MODE: 'production' })
  await installation.start()
  folder = await mkdtemp(join(tmpdir(), 'jingwei-import-'))
  await writeFile(at('cases.json'), JSON.stringify(mapping))
  await writeFile(at('cases.csv'), rows.join('\n'))
}, longest)
afterAll(async () => {
  await installation.remove()
  await rm(folder, { recursive: true, force: true })
}, longest)

const instant = (column: string) => ({ column, read: 'instant', time: { pattern: 'yyyy-MM-dd HH:mm:ss' } })
const mapping = {
  name: 'made-up-cases',
  noun: 'cases',
  title: { zh: '编的案卷', en: 'made-up cases' },
  source: 'Made up for this test.',
  file: { format: 'csv', encoding: 'utf-8' },
  time: { zone: 'Asia/Shanghai' },
  fields: {
    externalNumber: { column: 'no' },
    state: { column: 'state', values: { done: 'closed', open: 'handling' } },
    source: { constant: 'import' },
    description: { column: 'what' },
    reportedAt: instant('reported'),
    dueAt: instant('due'),
    closedAt: instant('closed'),
    inTimeFlag: { column: 'ok', read: 'flag', values: { yes: 'true', no: 'false' } },
  },
}
const rows = [
  'no,state,what,reported,due,closed,ok',
  'A1,done,lamp,2025-03-03 09:00:00,2025-03-05 09:00:00,2025-03-04 10:00:00,yes',
  'A2,done,lamp,2025-03-03 09:00:00,2025-03-05 09:00:00,2025-03-06 10:00:00,yes',
  'A3,lost,lamp,2025-03-03 09:00:00,2025-03-05 09:00:00,2025-03-04 10:00:00,no',
  'A4,open,lamp,2025-03-03 09:00:00,2025-03-05 09:00:00,,',
]

const importCases = (...more: string[]) =>
  installation.runHere([
    'import',
    'cases',
    at('cases.csv'),
    '--mapping',
    at('cases.json'),
    '--adcode',
    '990001',
    ...more,
  ])
const verify = async () =>
  JSON.parse((await installation.runHere(['verify', '--adcode', '990001', '--json'])).out)

describe('jingwei import', { timeout: longest }, () => {
  it('ends with one line that accounts for every row, and with 3 where a row was refused', async () => {
    const dry = await importCases('--dry-run', '--json')
    const { code, out } = dry
    expect(code).toBe(3)
    expect(out.split('\n')).toHaveLength(2)
    expect(JSON.parse(out)).toEqual({
      read: 4,
      accepted: 3,
      warned: expect.any(Array),
      refused: [{ row: 4, column: 'state', reason: expect.stringContaining('lost') }],
      inTime: { agree: 1, disagree: 1, unknown: 1 },
    })
    expect(await verify()).toMatchObject({ cases: 0 })
    expect(await importCases('--json')).toMatchObject({ code: 3, out })
    expect(await verify()).toMatchObject({ cases: 3, differences: [] })
  })

  it('changes nothing the second time, and tells people in their language', async () => {
    const again = await importCases('--lang', 'zh')
    expect(again.code).toBe(3)
    expect(again.out).toContain('第 4 行 state')
    expect(again.out).toContain('读取 4 行，接受 3 行。')
    expect(await verify()).toMatchObject({ cases: 3, entries: 3, differences: [] })
  })

  it('goes out again, a row a case, without who reported it', async () => {
    const { code, out } = await installation.runHere([
      'export',
      'cases',
      at('out.csv'),
      '--adcode',
      '990001',
      '--json',
    ])
    expect({ code, written: JSON.parse(out) }).toEqual({
      code: 0,
      written: { written: 3, file: at('out.csv') },
    })
    const [heading, ...lines] = (await readFile(at('out.csv'), 'utf8')).trimEnd().split('\n')
    expect(heading).toMatch(/^\ufeffnumber,reportNumber,externalNumber,state,/)
    expect(heading).not.toMatch(/reporter|phone|caller/)
    expect(lines.map((it) => it.split(',')[2])).toEqual(['A1', 'A2', 'A4'])
    expect(lines[0]).toContain('2025-03-03 09:00:00')
  })

  it.each([
    [['import', 'cases', 'nowhere.csv', '--mapping', 'pingshan-2018'], 'There is no file nowhere.csv'],
    [['import', 'cases', 'x.csv', '--mapping', 'nonsense'], 'nonsense'],
    [['import', 'cases', 'x.csv'], '--mapping'],
    [['import', 'cases', 'x.csv', '--mapping', 'pingshan-2018', '--adcode', '44'], '--adcode'],
    [
      ['import', 'standards', 'x.xlsx', '--mapping', 'yuncheng-workbook', '--valid-from', 'soon'],
      '--valid-from',
    ],
    [['import', 'weather', 'x.csv'], 'There is no command "weather"'],
    [['export', 'standards', '/nowhere/x.xlsx'], 'The file /nowhere/x.xlsx cannot be written'],
    [['export', 'cases', '/nowhere/x.csv'], 'The file /nowhere/x.csv cannot be written'],
    [['export', 'areas', '/nowhere/x.geojson'], 'The file /nowhere/x.geojson cannot be written'],
    [['export', 'organisations', 'x.pdf'], 'x.pdf'],
  ])('%j ends with 2 and a sentence', async (args, words) => {
    const { code, out, err } = await installation.runHere(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(words)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

const workbook = realData('case-standards-yuncheng/raw/muban.xlsx')
describe.skipIf(!workbook)('the handbook workbook of a city', { timeout: longest }, () => {
  it('comes in, goes out and can be read again, rule by rule', async () => {
    const standards = (...more: string[]) => installation.runHere(['import', 'standards', ...more, '--json'])
    const first = await standards(
      workbook ?? '',
      '--mapping',
      'yuncheng-workbook',
      '--valid-from',
      '2020-01-01',
    )
    expect(first.code).toBe(0)
    expect(JSON.parse(first.out)).toMatchObject({ accepted: 519, refused: [] })
    const out = await installation.runHere(['export', 'standards', at('out.xlsx'), '--json'])
    expect(JSON.parse(out.out)).toEqual({ written: 519, file: at('out.xlsx') })
    expect((await readFile(at('out.xlsx'))).subarray(0, 2).toString()).toBe('PK')
    const again = await standards(at('out.xlsx'), '--mapping', 'jingwei-workbook', '--dry-run')
    expect(JSON.parse(again.out)).toMatchObject({ accepted: 519, refused: [] })
  })
})

describe('a migration on the command line', { timeout: longest }, () => {
  const run = (...args: string[]) => installation.runHere(['import', ...args])

  it('adds the people of a list with one-time passwords in a file of their own, everybody or nobody', async () => {
    await writeFile(
      at('staff.csv'),
      '用户名,姓名,岗位,责任区域代码\nmin,闵受理,受理员,530127\nbao,鲍派遣,派遣员,\n',
    )
    await writeFile(at('faulty.csv'), '用户名,姓名,岗位\nzhang,张,领导\nGang,刚,处置人员\n')
    expect(await run('people', at('staff.csv'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('--passwords'),
    })
    expect(await run('people', at('staff.csv'), '--dry-run')).toMatchObject({ code: 0 })
    const faulty = await run('people', at('faulty.csv'), '--passwords', at('p0.csv'), '--json')
    expect([faulty.code, JSON.parse(faulty.out)]).toMatchObject([
      3,
      { read: 2, accepted: 0, refused: [{ row: 3, column: '用户名' }] },
    ])
    await expect(readFile(at('p0.csv'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await run('people', at('staff.csv'), '--passwords', at('p1.csv'))).toMatchObject({ code: 0 })
    const lines = (await readFile(at('p1.csv'), 'utf8')).trimEnd().split('\n')
    expect(lines.map((it) => it.split(',')[0])).toEqual(['\ufeff用户名', '"min"', '"bao"'])
    expect((await stat(at('p1.csv'))).mode & 0o077).toBe(0)
    expect(await run('people', at('staff.csv'), '--passwords', at('p1.csv'))).toMatchObject({ code: 2 })
    expect(await run('people', at('staff.csv'), '--passwords', at('p2.csv'))).toMatchObject({ code: 3 })
  })

  it('takes open cases over, writes the report, and ends with 3 where something differs', async () => {
    const fields = {
      oldNumber: { column: 'no' },
      state: { constant: 'pool' },
      reportedAt: instant('reported'),
    }
    await writeFile(at('open.json'), JSON.stringify({ ...mapping, noun: 'open-cases', fields }))
    await writeFile(at('open.csv'), 'no,reported\nA1,2026-01-03 09:00:00\nA2,soon\n')
    const cutOver = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, '')
    const open = (...more: string[]) =>
      run('open-cases', at('open.csv'), '--mapping', at('open.json'), '--adcode', '990002', ...more)
    expect(await open()).toMatchObject({ code: 2, err: expect.stringContaining('--cut-over') })
    expect(await open('--cut-over', '2026-12-01T08:00')).toMatchObject({ code: 2 })
    expect(await open('--cut-over', '2126-12-01T08:00+08:00')).toMatchObject({ code: 2 })
    expect(await open('--cut-over', cutOver, '--report', '/nowhere/x.md')).toMatchObject({ code: 2 })
    expect(await open('--cut-over', cutOver, '--photos', '/nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('/nowhere'),
    })
    const dry = await open('--cut-over', cutOver, '--dry-run', '--json')
    expect([dry.code, JSON.parse(dry.out)]).toMatchObject([
      3,
      { read: 2, carriedOver: 1, refused: [{ row: 3, column: 'reported' }] },
    ])
    const real = await open('--cut-over', cutOver, '--report', at('report.md'), '--lang', 'zh')
    expect(real).toMatchObject({ code: 3, out: expect.stringContaining('迁入 1 件') })
    const report = await readFile(at('report.md'), 'utf8')
    expect(report).toContain('| 案件（行） | 2 | 1 | -1 |')
    expect(report).toContain('| 待受理 | 1 | 1 | 0 |')
    await open('--cut-over', cutOver, '--report', at('report.xlsx'))
    expect((await readFile(at('report.xlsx'))).subarray(0, 2).toString()).toBe('PK')
    const verified = JSON.parse((await installation.runHere(['verify', '--adcode', '990002', '--json'])).out)
    expect(verified).toMatchObject({ cases: 1, differences: [] })
  })
})
