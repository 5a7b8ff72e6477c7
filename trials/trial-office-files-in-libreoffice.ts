/**
 * Every Word, Excel and CSV file that the product makes is opened by LibreOffice without a screen: its cells and texts are
 * what was written and nothing of it is reckoned. Excel files that LibreOffice saved again come back without a difference.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import { chinaDayOf } from '../domain/china-time.ts'
import { createInstallation } from '../server/cli/testing.ts'
import { findPoint, signIn, untilReady, withoutLimits } from './product.ts'
import { demand, type Trial, type TrialContext } from './trial.ts'

const packages = ['libreoffice-calc-nogui', 'libreoffice-writer-nogui']

function requireLibreOffice(say: TrialContext['say']): string {
  const version = (): string => spawnSync('soffice', ['--version'], { encoding: 'utf8' }).stdout ?? ''
  if (!version()) {
    demand(process.getuid?.() === 0, `LibreOffice is missing, and only root installs ${packages.join(', ')}`)
    say(`installing ${packages.join(', ')}`)
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore' })
  }
  return version().trim().split(' ').slice(0, 2).join(' ')
}

/** Lets LibreOffice write `file` in another form; the files it made. */
async function convert(file: string, form: string, folder: string): Promise<string[]> {
  const to = join(folder, `out-${randomUUID()}`)
  await mkdir(to)
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const { status, stderr } = spawnSync(
    'soffice',
    [profile, '--headless', '--convert-to', form, '--outdir', to, file],
    { encoding: 'utf8', timeout: 180_000 },
  )
  demand(status === 0, `LibreOffice ended with ${status}: ${stderr}`)
  const made = (await readdir(to)).sort().map((it) => join(to, it))
  demand(made.length > 0, `LibreOffice made nothing of ${basename(file)}`)
  return made
}

/** CSV of every sheet, cells as they are and not as they are shown, formulas reckoned. */
const everySheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'

type Table = readonly (readonly string[])[]

const told = (value: ExcelJS.CellValue): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return String(value).toUpperCase()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The cells of each sheet as the product wrote them. */
async function writtenSheets(file: string): Promise<Map<string, Table>> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(file)
  return new Map(
    workbook.worksheets.map((sheet) => {
      const rows: string[][] = []
      sheet.eachRow({ includeEmpty: true }, (row) => {
        rows.push(
          Array.from({ length: sheet.columnCount }, (_, index) => {
            const cell = row.getCell(index + 1)
            return cell.isMerged && cell.master !== cell ? '' : told(cell.value)
          }),
        )
      })
      return [sheet.name, rows] as const
    }),
  )
}

const readCsv = async (file: string): Promise<Table> =>
  parse(await readFile(file), { bom: true, relax_column_count: true }) as string[][]

const plain = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
const isSame = (a: string, b: string): boolean =>
  plain(a) === plain(b) || (a !== '' && b !== '' && Number(a) === Number(b))

/** The first cell in which two tables differ. */
function findDifference(written: Table, read: Table): string | undefined {
  for (const [at, row] of written.entries())
    for (const [column, cell] of row.entries()) {
      const other = read[at]?.[column] ?? ''
      if (!isSame(cell, other))
        return `row ${at + 1}, column ${column + 1}: ${JSON.stringify(cell)} is read as ${JSON.stringify(other)}`
    }
  return undefined
}

/** Compares a workbook with what LibreOffice reads in it; how many cells there are. */
async function compareWorkbook(file: string, folder: string): Promise<number> {
  const sheets = await writtenSheets(file)
  const made = await convert(file, everySheet, folder)
  demand(made.length === sheets.size, `${basename(file)}: ${made.length} of ${sheets.size} sheets are read`)
  let cells = 0
  for (const [name, written] of sheets) {
    const path =
      sheets.size === 1 && made.length === 1 ? made[0] : made.find((it) => it.endsWith(`-${name}.csv`))
    demand(path !== undefined, `${basename(file)}: the sheet ${name} is not read`)
    const difference = findDifference(written, await readCsv(path ?? ''))
    demand(difference === undefined, `${basename(file)}, ${name}, ${difference}`)
    cells += written.reduce((sum, row) => sum + row.filter((it) => it !== '').length, 0)
  }
  return cells
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>

const askAs =
  (origin: string, token: string): Ask =>
  async (path, init = {}) => {
    const reply = await fetch(origin + path, {
      ...init,
      headers: {
        ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}),
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
      },
    })
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${(await reply.text()).slice(0, 300)}`)
    return reply
  }
const json = async <Body>(reply: Promise<Response>): Promise<Body> => (await reply).json() as Promise<Body>

async function save(folder: string, name: string, reply: Promise<Response>): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, new Uint8Array(await (await reply).arrayBuffer()))
  return path
}

const form = async (file: string): Promise<FormData> => {
  const data = new FormData()
  data.set('file', new File([new Uint8Array(await readFile(file))], basename(file)))
  return data
}

const formula = '=1+1'

type County = {
  readonly keeper: Ask
  readonly leader: Ask
  readonly centreId: string
  readonly versionId: string
}

async function openCounty(
  installation: Awaited<ReturnType<typeof createInstallation>>,
  origin: string,
): Promise<County> {
  const acceptor = await signIn(installation, origin, 'acceptor')
  const keeper = askAs(origin, await signIn(installation, origin, 'data_admin'))
  const leader = askAs(origin, await signIn(installation, origin, 'shift_leader'))
  const point = await findPoint(origin, acceptor)
  // Somebody calls a place like a formula, with signs that tables break on.
  await keeper('/api/addresses/library', {
    method: 'POST',
    body: JSON.stringify({
      kind: 'landmark',
      name: '“经纬”雕塑, 東门',
      fullText: formula,
      otherNames: [],
      point,
      source: '=HYPERLINK("http://evil.example")',
    }),
  })
  const { organisations } = await json<{ organisations: { id: string; kind: string }[] }>(
    leader('/api/organisations'),
  )
  const { inForceId } = await json<{ inForceId: string | null }>(keeper('/api/catalogues'))
  return {
    keeper,
    leader,
    centreId: organisations.find((it) => it.kind === 'centre')?.id ?? '',
    versionId: inForceId ?? '',
  }
}

async function exportCases({ leader }: County, format: 'xlsx' | 'csv', folder: string): Promise<string> {
  const columns = [
    'light',
    'number',
    'state',
    'class',
    'description',
    'address',
    'reportedAt',
    'dueAt',
    'reworks',
  ]
  const { id } = await json<{ id: string }>(
    leader('/api/case-exports', {
      method: 'POST',
      body: JSON.stringify({ format, queue: 'all', query: {}, columns }),
    }),
  )
  for (;;) {
    const { exports } = await json<{ exports: { id: string; state: string }[] }>(leader('/api/case-exports'))
    const state = exports.find((it) => it.id === id)?.state
    if (state === 'done') return save(folder, `案卷.${format}`, leader(`/api/case-exports/${id}/file`))
    demand(state !== 'failed', 'the export failed')
    await delay(500)
  }
}

/** Every Excel file over HTTP, by the name it is saved under. */
async function saveWorkbooks(county: County, folder: string): Promise<Map<string, string>> {
  const { keeper, leader, centreId, versionId } = county
  const today = chinaDayOf(new Date())
  const files = new Map<string, string>()
  for (const [name, ask, path] of [
    ['人员模板', keeper, '/api/people/import-template'],
    ['人员', keeper, '/api/people/export'],
    ['地址模板', keeper, '/api/addresses/import-template'],
    ['地址', keeper, '/api/addresses/export?format=xlsx'],
    ['权责', keeper, '/api/responsibility/export?format=xlsx'],
    ['探头', keeper, '/api/cameras/export'],
    ['排班', leader, `/api/rosters/export?organisationId=${centreId}&onDate=${today}`],
    ['目录', keeper, `/api/catalogues/${versionId}/workbook`],
  ] as const)
    files.set(name, await save(folder, `${name}.xlsx`, ask(path)))
  files.set('案卷', await exportCases(county, 'xlsx', folder))
  return files
}

type Report = Record<string, unknown>

/** Sends what LibreOffice saved again back to where it came from; what would change, which must be nothing. */
async function sendBack(
  county: County,
  files: ReadonlyMap<string, string>,
  folder: string,
): Promise<string[]> {
  const { keeper, leader, centreId } = county
  const differences: string[] = []
  const savedAgain = new Map<string, string>()
  for (const [name, file] of files) {
    const [again = ''] = await convert(file, 'xlsx:Calc MS Excel 2007 XML', folder)
    savedAgain.set(name, again)
    const [before, after] = [await writtenSheets(file), await writtenSheets(again)]
    for (const [sheet, cells] of before) {
      const difference = findDifference(cells, after.get(sheet) ?? [])
      if (difference) differences.push(`${name}, ${sheet}, saved again: ${difference}`)
    }
  }
  const send = async (ask: Ask, path: string, file: string): Promise<Report> =>
    json<Report>(ask(path, { method: 'POST', body: await form(file) }))
  const checkPlaces = async (file: string): Promise<Report> => {
    const { id } = await send(keeper, '/api/addresses/import?dryRun=true', file)
    for (;;) {
      const { state, read, added, changed, refused, problemCode } = await json<Report>(
        keeper(`/api/addresses/imports/${String(id)}`),
      )
      if (state !== 'running') return { state, read, added, changed, refused, problemCode }
      await delay(500)
    }
  }
  const mapping = 'jingwei-workbook'
  const checks: readonly [string, (file: string) => Promise<Report>, Report][] = [
    ['地址', checkPlaces, { state: 'done', added: 0, changed: 0, refused: [] }],
    [
      '权责',
      (file) => send(keeper, '/api/responsibility/check-import?endsMissing=yes', file),
      { added: 0, ended: 0, changed: 0, refused: [] },
    ],
    ['探头', (file) => send(keeper, '/api/cameras/check-import', file), { added: 0, refused: [] }],
    [
      '排班',
      (file) => send(leader, `/api/rosters/check-import?organisationId=${centreId}`, file),
      { added: 0, removed: 0, refused: [] },
    ],
    [
      '目录',
      (file) => send(keeper, `/api/catalogues/workbook/preview?mapping=${mapping}`, file),
      { refused: [] },
    ],
  ]
  for (const [name, check, expected] of checks) {
    const [before, after] = [await check(files.get(name) ?? ''), await check(savedAgain.get(name) ?? '')]
    if (!isDeepStrictEqual(before, after))
      differences.push(
        `${name}: ${JSON.stringify(after).slice(0, 300)}, not ${JSON.stringify(before).slice(0, 300)}`,
      )
    for (const [field, value] of Object.entries(expected))
      if (!isDeepStrictEqual(after[field], value))
        differences.push(`${name}: ${field} is ${JSON.stringify(after[field])?.slice(0, 300)}`)
  }
  return differences
}

async function readSheetOfCase({ leader }: County, folder: string): Promise<string> {
  const { cases } = await json<{ cases: { id: string; number: string | null; reportNumber: string }[] }>(
    leader('/api/cases?queue=all&limit=20'),
  )
  const one = cases.find((it) => it.number) ?? cases[0]
  demand(one !== undefined, 'there is no case')
  const init = { method: 'POST', body: JSON.stringify({ language: 'zh' }) }
  const file = await save(folder, '案卷单.docx', leader(`/api/cases/${one?.id}/sheet`, init))
  const [textFile] = await convert(file, 'txt:Text (encoded):UTF8', folder)
  const text = await readFile(textFile ?? '', 'utf8')
  for (const wanted of [one?.number ?? one?.reportNumber ?? '', '案卷单', '位置'])
    demand(text.includes(wanted), `the case sheet does not say ${wanted}`)
  const [pdf] = await convert(file, 'pdf', folder)
  const bytes = await readFile(pdf ?? '')
  demand(bytes.subarray(0, 5).toString() === '%PDF-' && bytes.length > 10_000, 'the case sheet makes no PDF')
  return `${text.length} letters, PDF of ${Math.round(bytes.length / 1024)} kB`
}

export const trial: Trial = {
  numbers: [],
  name: {
    zh: 'Word、Excel 与 CSV 文件在 LibreOffice 中打开与再导入',
    en: 'Word, Excel and CSV files in LibreOffice, and back',
  },
  run: async ({ say }) => {
    const libreOffice = requireLibreOffice(say)
    const folder = await mkdtemp(join(tmpdir(), 'jingwei-office-'))
    const installation = await createInstallation(withoutLimits)
    try {
      const server = await installation.start()
      const origin = server.url.replace(/\/$/, '')
      await untilReady(origin, 300)
      const county = await openCounty(installation, origin)
      const files = await saveWorkbooks(county, folder)
      let cells = 0
      for (const [name, file] of files) {
        const count = await compareWorkbook(file, folder)
        say(`${name}: ${count} cells as written`)
        cells += count
      }
      const places = await writtenSheets(files.get('地址') ?? '')
      const texts = [...places.values()].flat(2)
      demand(texts.includes(`'${formula}`), 'what looks like a formula is not marked as text')
      const csvFile = await exportCases(county, 'csv', folder)
      const [again] = await convert(csvFile, everySheet, folder)
      const csvDifference = findDifference(await readCsv(csvFile), await readCsv(again ?? ''))
      demand(csvDifference === undefined, `CSV: ${csvDifference}`)
      const sheet = await readSheetOfCase(county, folder)
      say(`case sheet: ${sheet}`)
      const differences = await sendBack(county, files, folder)
      for (const it of differences) say(it)
      return {
        ok: differences.length === 0,
        facts: {
          program: libreOffice,
          'Excel files': files.size,
          cells,
          'case sheet': sheet,
          'differences when they come back': differences.length ? differences.join('; ') : 'none',
        },
      }
    } finally {
      await installation.remove()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
