import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TableFile, TableRow } from '#domain/table.ts'
import { openTable } from './open-table.ts'
import { writeTable } from './write-table.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-table-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const csv: TableFile = { format: 'csv', encoding: 'utf-8', delimiter: ',' }
const readAll = async (path: string, file: TableFile, needed: string[] = []) => {
  const { columns, rows } = await openTable(path, file, needed)
  const list: TableRow[] = []
  for await (const row of rows) list.push(row)
  return { columns, list }
}
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no problem',
    (error: { code?: string }) => error.code ?? error,
  )

describe('CSV', () => {
  it('reads records with line breaks in them, and counts rows as a spreadsheet does', async () => {
    const path = write('a.csv', '\ufeffid, name \r\n1,"two\nlines"\r\n\r\n2,"say ""hi"", twice"\r\n')
    const { columns, list } = await readAll(path, csv)
    expect(columns).toEqual(['id', 'name'])
    expect(list).toEqual([
      { rowNumber: 2, columns: { id: '1', name: 'two\nlines' } },
      { rowNumber: 4, columns: { id: '2', name: 'say "hi", twice' } },
    ])
  })

  it('tells a record with too few or too many fields, and goes on', async () => {
    const { list } = await readAll(write('b.csv', 'a,b\n1\n1,2,3\n1,2\n'), csv)
    expect(list.map((it) => [it.rowNumber, it.broken?.en ?? 'whole'])).toEqual([
      [2, 'the row has 1 fields, the heading 2'],
      [3, 'the row has 3 fields, the heading 2'],
      [4, 'whole'],
    ])
  })

  it('reads GBK where the mapping says so, gzipped too, and refuses a wrong encoding', async () => {
    // 路灯 in GBK.
    const gbk = Buffer.concat([
      Buffer.from('name\n'),
      Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]),
      Buffer.from('\n'),
    ])
    const file: TableFile = { ...csv, encoding: 'gbk' }
    expect((await readAll(write('c.csv', gbk), file)).list[0]?.columns).toEqual({ name: '路灯' })
    expect((await readAll(write('c.csv.gz', gzipSync(gbk)), file)).list[0]?.columns).toEqual({ name: '路灯' })
    expect(await problemOf(readAll(join(folder, 'c.csv'), csv))).toBe('table.encoding-wrong')
  })

  it('says what is wrong with a file as a whole', async () => {
    expect(await problemOf(readAll(join(folder, 'none.csv'), csv))).toBe('table.not-found')
    expect(await problemOf(readAll(write('d.csv', ''), csv))).toBe('table.unreadable')
    expect(await problemOf(readAll(write('e.csv', 'a,a\n1,2\n'), csv))).toBe('table.column-twice')
    expect(await problemOf(readAll(write('f.csv', 'a,b\n1,2\n'), csv, ['b', 'c']))).toBe(
      'table.column-missing',
    )
    expect(await problemOf(readAll(write('g.csv', 'a,b\n"1,2\n'), csv))).toBe('table.unreadable')
    expect(await problemOf(readAll(write('h.csv.gz', gzipSync('a\n1\n').subarray(0, 15)), csv))).toBe(
      'table.unreadable',
    )
  })

  it('streams a file that is longer than any buffer', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `${index},"路灯 ${index}"`)
    const { rows } = await openTable(write('long.csv', `id,name\n${lines.join('\n')}\n`), csv)
    let [count, last] = [0, '']
    for await (const row of rows) {
      count += 1
      last = String(row.columns['name'])
    }
    expect([count, last]).toEqual([60_000, '路灯 59999'])
  })
})

describe('the end of a CSV file', () => {
  it('is read wherever it falls: without a line break, after a record longer than a buffer, or at once', async () => {
    const long = '长'.repeat(400_000)
    const rowsOf = async (name: string, text: string) =>
      (await readAll(write(name, text), csv)).list.map((it) => Object.values(it.columns))
    expect(await rowsOf('i.csv', 'a,b\n1,2\n3,4')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(await rowsOf('j.csv', `a,b\n1,"${long}"\n2,x`)).toEqual([
      ['1', long],
      ['2', 'x'],
    ])
    expect(await rowsOf('k.csv', 'a,b\n')).toEqual([])
  })
})

describe('GeoJSON', () => {
  it('makes a row of each feature, with every property that any has', async () => {
    const point = { type: 'Point', coordinates: [103, 25] }
    const features = [
      { type: 'Feature', properties: { id: 1, tags: ['a'] }, geometry: point },
      { type: 'Feature', properties: { name: '灯' }, geometry: null },
      { type: 'Nothing' },
    ]
    const path = write('a.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
    const { columns, list } = await readAll(path, { format: 'geojson' })
    expect(columns).toEqual(['id', 'tags', 'name'])
    expect(list[0]).toEqual({ rowNumber: 1, columns: { id: 1, tags: '["a"]' }, geometry: point })
    expect(list[1]?.geometry).toBeNull()
    expect(list[2]?.broken?.en).toBe('it is no complete GeoJSON feature')
  })

  it('refuses what is no feature collection', async () => {
    const file: TableFile = { format: 'geojson' }
    expect(await problemOf(readAll(write('b.geojson', '{"type":"Point"}'), file))).toBe('table.unreadable')
    expect(await problemOf(readAll(write('c.geojson', '{"type":'), file))).toBe('table.unreadable')
  })
})

describe('written and read again', () => {
  const rows = [
    { columns: { code: '53012701037000042', name: '路灯, "新"', height: 8.5, note: null }, geometry: null },
    { columns: { code: '53012701037000043', name: '两\n行', height: null, note: 'x' }, geometry: null },
  ]
  async function* stream() {
    yield* rows
  }
  const names = ['code', 'name', 'height', 'note']

  it.each([
    ['out.csv', csv],
    ['out.xlsx', { format: 'xlsx', headingRow: 1 }],
    ['out.geojson', { format: 'geojson' }],
  ] as const)('%s', async (name, file) => {
    const path = join(folder, name)
    expect(await writeTable(path, names, stream())).toBe(2)
    const { columns, list } = await readAll(path, file)
    expect(columns).toEqual(names)
    const blank = (value: unknown) => (value === null || value === undefined ? '' : String(value))
    expect(list.map((row) => names.map((it) => blank(row.columns[it])))).toEqual([
      ['53012701037000042', '路灯, "新"', '8.5', ''],
      ['53012701037000043', '两\n行', '', 'x'],
    ])
  })

  it('refuses an ending it cannot write, and a sheet that is not there', async () => {
    expect(await problemOf(writeTable(join(folder, 'out.pdf'), names, stream()))).toBe('table.unknown-ending')
    const file: TableFile = { format: 'xlsx', sheet: 'x', headingRow: 1 }
    expect(await problemOf(readAll(join(folder, 'out.xlsx'), file))).toBe('table.sheet-missing')
    expect(await problemOf(readAll(write('bad.xlsx', 'no workbook'), file))).toBe('table.unreadable')
  })
})
