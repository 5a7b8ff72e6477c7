/**
 * The server is asked small things all the time while it takes in a large Excel file, makes a large export, draws twenty
 * large photos, and reads, compares and writes a county's survey; after that all of them at once. How late its event loop comes
 * is noted inside it, and how much of that was its own work.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import sharp from 'sharp'
import { placeColumns } from '../domain/geography/place-delivery.ts'
import { createInstallation } from '../server/cli/testing.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { type WrittenRow, writeTable } from '../server/platform/tabular/write-table.ts'
import { layCases } from './lay-cases.ts'
import { findPoint, signIn, untilReady, withoutLimits } from './product.ts'
import { demand, numberFrom, type Trial, type TrialContext } from './trial.ts'

const mostMilliseconds = 50
const photoCount = 20

type Desk = {
  readonly origin: string
  ask(path: string, init?: RequestInit): Promise<Response>
  json<Reply>(path: string, init?: RequestInit): Promise<Reply>
}

function sitDown(origin: string, token: string): Desk {
  const ask: Desk['ask'] = (path, init = {}) =>
    fetch(origin + path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    })
  return {
    origin,
    ask,
    json: async <Reply>(path: string, init?: RequestInit): Promise<Reply> => {
      const reply = await ask(path, init)
      const body = (await reply.json()) as Reply
      demand(reply.ok, `${path}: ${reply.status} ${JSON.stringify(body).slice(0, 300)}`)
      return body
    },
  }
}

function formOf(name: string, bytes: Uint8Array): FormData {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], name))
  return form
}

const atShare = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b)

type Measured = {
  /** How late the loop came by the clock, and how long it worked without a pause, in milliseconds. */
  readonly late: { readonly p99: number; readonly max: number }
  readonly worked: { readonly p99: number; readonly max: number }
  /** The slowest answer but for the slowest hundredth. */
  readonly answer: number
  readonly seconds: number
}

/** What was noted between two moments; see loop-watch.ts. */
async function readLoop(path: string, from: number, to: number): Promise<Pick<Measured, 'late' | 'worked'>> {
  // The last second is written when the next one is over.
  await delay(1500)
  const turns = (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [number, number, number])
    .filter(([at]) => at >= from && at <= to)
  const of = (place: 1 | 2) => {
    const all = sorted(turns.map((it) => it[place]))
    return { p99: atShare(all, 0.99), max: all.at(-1) ?? 0 }
  }
  return { late: of(1), worked: of(2) }
}

/** Runs `work` while somebody asks small things fifty times a second. */
async function measure(desk: Desk, watched: string, work: () => Promise<void>): Promise<Measured> {
  const waits: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const from = performance.now()
      await (await desk.ask('/api/session')).arrayBuffer()
      waits.push(performance.now() - from)
      await delay(20)
    }
  })()
  const from = Date.now()
  await work()
  const to = Date.now()
  isOver = true
  await asking
  const loop = await readLoop(watched, from, to)
  return { ...loop, answer: atShare(sorted(waits), 0.99), seconds: Math.round((to - from) / 100) / 10 }
}

/** A workbook of doors around `point`. */
async function makeWorkbook(path: string, count: number, [lng, lat]: [number, number]): Promise<void> {
  async function* rows(): AsyncIterable<WrittenRow> {
    for (let row = 0; row < count; row += 1)
      yield {
        columns: {
          [placeColumns.code]: `T-${row}`,
          [placeColumns.kind]: '门牌',
          [placeColumns.name]: `试验路${row}号`,
          [placeColumns.fullText]: `试验镇试验社区试验路${row}号`,
          [placeColumns.lng]: lng,
          [placeColumns.lat]: lat,
          [placeColumns.source]: '试验',
        },
      }
  }
  await writeTable(path, Object.values(placeColumns), rows())
}

async function importWorkbook(desk: Desk, bytes: Uint8Array): Promise<void> {
  const query = '/api/addresses/import'
  const { id } = await desk.json<{ id: string }>(query, { method: 'POST', body: formOf('地址.xlsx', bytes) })
  for (;;) {
    const { state, problemCode } = await desk.json<{ state: string; problemCode: string | null }>(
      `/api/addresses/imports/${id}`,
    )
    demand(state === 'running' || state === 'done', `the import is ${state}: ${problemCode}`)
    if (state === 'done') return
    await delay(500)
  }
}

async function exportCases(desk: Desk): Promise<void> {
  const { id } = await desk.json<{ id: string }>('/api/case-exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      format: 'xlsx',
      queue: 'all',
      query: {},
      columns: ['number', 'state', 'address', 'description', 'reportedAt'],
    }),
  })
  for (;;) {
    const { exports } = await desk.json<{ exports: { id: string; state: string }[] }>('/api/case-exports')
    const state = exports.find((it) => it.id === id)?.state
    demand(state === 'waiting' || state === 'running' || state === 'done', `the export is ${state}`)
    if (state === 'done') break
    await delay(500)
  }
  await (await desk.ask(`/api/case-exports/${id}/file`)).arrayBuffer()
}

/** Twelve million pixels that nothing can make small. */
const drawPhoto = (): Promise<Buffer> =>
  sharp(randomBytes(1000 * 750 * 3), { raw: { width: 1000, height: 750, channels: 3 } })
    .resize(4000, 3000)
    .jpeg({ quality: 92 })
    .toBuffer()

async function sendPhotos(desk: Desk, photo: Buffer): Promise<void> {
  let left = photoCount
  const hand = async (): Promise<void> => {
    while (left-- > 0) await desk.json('/api/photos', { method: 'POST', body: formOf('现场.jpg', photo) })
  }
  await Promise.all(Array.from({ length: 4 }, hand))
}

async function turnSurvey(desk: Desk, adcode: string, validFrom: string): Promise<number> {
  const asked = `/api/cells/surveys?areaCode=${adcode}&format=geopackage&epsg=4490`
  const written = await desk.ask(asked)
  demand(written.ok, `the survey was not written: ${written.status}`)
  const bytes = new Uint8Array(await written.arrayBuffer())
  const checked = await desk.json<{ read: number; refused: { reason: { en: string } }[] }>(
    `/api/cells/surveys?dryRun=true&validFrom=${validFrom}`,
    { method: 'POST', body: formOf('网格.gpkg', bytes) },
  )
  demand(checked.refused.length === 0, checked.refused[0]?.reason.en ?? '')
  return checked.read
}

export const trial: Trial = {
  numbers: [15],
  name: {
    zh: '大表导入、导出、照片与测绘检查时事件循环不停顿',
    en: 'the event loop goes on during a large import, an export, photos and a survey',
  },
  run: async ({ say }: TrialContext) => {
    const rows = numberFrom('JINGWEI_TRIAL_ROWS', 50_000)
    const folder = await mkdtemp(join(tmpdir(), 'jingwei-loop-'))
    const watched = join(folder, 'loop.jsonl')
    const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
    const installation = await createInstallation(withoutLimits)
    try {
      const server = await installation.start({
        LOOP_WATCH_FILE: watched,
        NODE_OPTIONS: `--import=${join(import.meta.dirname, 'loop-watch.ts')}`,
      })
      const origin = server.url.replace(/\/$/, '')
      await untilReady(origin, 300)
      const open = await openDatabase({
        dataFolder: installation.dataFolder,
        join: true,
        log: () => undefined,
      })
      await layCases(open.ownerUrl, rows)
      const keeper = sitDown(origin, await signIn(installation, origin, 'data_admin'))
      const acceptorToken = await signIn(installation, origin, 'acceptor')
      const leader = sitDown(origin, await signIn(installation, origin, 'shift_leader'))
      const acceptor = sitDown(origin, acceptorToken)
      const workbook = join(folder, 'places.xlsx')
      await makeWorkbook(workbook, rows, await findPoint(origin, acceptorToken))
      const [bytes, photo] = [await readFile(workbook), await drawPhoto()]
      let cells = 0
      const survey = async (): Promise<void> => {
        cells = await turnSurvey(keeper, '530127', '2030-01-01')
      }
      const works: [string, () => Promise<void>][] = [
        ['at rest', () => delay(5000).then(() => undefined)],
        ['import', () => importWorkbook(keeper, bytes)],
        ['export', () => exportCases(leader)],
        ['photos', () => sendPhotos(acceptor, photo)],
        ['survey', survey],
      ]
      works.push([
        'all at once',
        () => Promise.all(works.slice(1, 5).map(([, work]) => work())).then(() => undefined),
      ])
      const facts: Record<string, string | number> = {}
      let [late, worked] = [0, 0]
      for (const [name, work] of works) {
        const it = await measure(acceptor, watched, work)
        const text = `late p99 ${it.late.p99} ms, longest ${it.late.max} ms; own work p99 ${it.worked.p99} ms, longest ${it.worked.max} ms; small answers p99 ${it.answer} ms; ${it.seconds} s`
        say(`${name}: ${text}`)
        facts[name] = text
        late = Math.max(late, it.late.p99)
        worked = Math.max(worked, it.worked.p99)
      }
      // Where others have the processors, how late the loop comes says more of them than of the product.
      const isCalm = load < cpus().length / 2
      return {
        ok: (isCalm ? late : worked) <= mostMilliseconds,
        facts: {
          rows,
          'load before': load,
          'judged by': isCalm ? 'the clock' : 'own work',
          'workbook, MB': Math.round(bytes.length / 104_858) / 10,
          'photo, MB': Math.round(photo.length / 104_858) / 10,
          cells,
          ...facts,
        },
      }
    } finally {
      await installation.remove()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
