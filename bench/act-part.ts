/**
 * A report and a dispatch through HTTP (session, permission, validation, point look-up, state, log, audit line and
 * announcement in one durable transaction), against the same statements sent bare by the same driver and pool, and
 * against a bare three-insert transaction by pgbench. Rounds are interleaved, the median counts.
 */
import { takeCaseAction } from '#modules/cases/index.ts'
import { createReport } from '#modules/intake/index.ts'
import { createRecorder, createReplay } from './bare.ts'
import { loadHttp } from './http-load.ts'
import { drive, judge, median, medianSample, ms, ratio, type Sample, table, whole } from './measure.ts'
import { preparePgbench } from './pgbench.ts'
import { copyCase, openFiled, reportBody, reportInput } from './prepare-cases.ts'
import type { Served, Stand } from './stand.ts'

export type Settings = {
  readonly seconds: number
  readonly rounds: number
  readonly connections: readonly number[]
}

type Contender = {
  readonly body: object
  /** The path or paths of the next requests; `sent` is told how many of them were used. */
  readonly path: () => string | readonly string[]
  readonly sent: (requests: number) => void
  readonly bare: () => Promise<void>
  readonly post: string
}

const head = [
  'connections',
  'HTTP/s',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'same statements bare/s',
  'ratio',
  'pgbench/s',
  'ratio',
]

/** Measures both acts. */
export async function measureActs(stand: Stand, served: Served, settings: Settings): Promise<string> {
  const parts: string[] = []
  for (const [title, prepare] of [
    ['A report', reporting],
    ['A dispatch', dispatching],
  ] as const)
    parts.push(`**${title}**\n\n${await measure(title, stand, served, settings, await prepare(stand))}`)
  return parts.join('\n\n')
}

async function reporting(stand: Stand): Promise<Contender> {
  const input = reportInput(stand)
  const record = createRecorder(stand)
  await record(createReport, input)
  const one = await record(createReport, input)
  const two = await record(createReport, input)
  return {
    post: 'acceptor',
    body: reportBody(stand),
    path: () => '/api/reports',
    sent: () => {},
    bare: createReplay(stand.house.database, two, one),
  }
}

const dispatchBody = ({ unitId }: Stand) => ({
  leadUnitId: unitId,
  assistUnitIds: [],
  businessKind: 'immediate',
  substituteForUnitId: null,
  note: '',
})
const casesAtOnce = 20_000

async function dispatching(stand: Stand): Promise<Contender> {
  const waiting: string[] = []
  const template = await openFiled(stand)
  const refill = async (): Promise<void> => {
    waiting.push(...(await copyCase(stand, template, casesAtOnce)))
  }
  while (waiting.length < 200_000) await refill()
  await stand.owner.rows('analyze cases.cases')
  const [warm, a, b] = await copyCase(stand, template, 3)
  const record = createRecorder(stand)
  const dispatch = takeCaseAction('dispatch')
  await record(dispatch, { id: warm ?? '', ...dispatchBody(stand) })
  const one = await record(dispatch, { id: a ?? '', ...dispatchBody(stand) })
  const two = await record(dispatch, { id: b ?? '', ...dispatchBody(stand) })
  const take = (): string => {
    const id = waiting.pop()
    if (!id) throw new Error('the benchmark ran out of cases to dispatch')
    return id
  }
  return {
    post: 'dispatcher',
    body: dispatchBody(stand),
    path: () => waiting.toReversed().map((id) => `/api/cases/${id}/dispatch`),
    // wrk asks for a few more than are answered when its time is up.
    sent: (requests) => waiting.splice(-requests - 200),
    bare: createReplay(stand.house.database, two, one, () => new Map([[b ?? '', take()]])),
  }
}

async function measure(
  title: string,
  stand: Stand,
  served: Served,
  settings: Settings,
  contender: Contender,
): Promise<string> {
  const { seconds, rounds } = settings
  const pgbench = await preparePgbench(stand)
  const token = await served.tokenOf(contender.post)
  const rows: string[][] = []
  const toBare: number[] = []
  const toFloor: number[] = []
  for (const connections of settings.connections) {
    const load = async (howLong: number): Promise<Sample> => {
      const { address: url } = served
      const { body, path } = contender
      const sample = await loadHttp({ url, token, connections, seconds: howLong, body, path: path() })
      contender.sent(sample.requests)
      return sample
    }
    await load(seconds)
    await drive(connections, 1, contender.bare)
    const http: Sample[] = []
    const bare: number[] = []
    const floor: number[] = []
    for (let round = 0; round < rounds; round++) {
      http.push(await load(seconds))
      bare.push((await drive(connections, seconds, contender.bare)).perSecond)
      if (pgbench) floor.push(pgbench(connections, seconds))
    }
    const it = medianSample(http)
    const [ofBare, ofFloor] = [median(bare), median(floor)]
    toBare.push(it.perSecond / ofBare)
    if (pgbench) toFloor.push(it.perSecond / ofFloor)
    rows.push([
      String(connections),
      whole(it.perSecond),
      ms(it.p50),
      ms(it.p95),
      ms(it.p99),
      whole(ofBare),
      ratio(it.perSecond / ofBare),
      pgbench ? whole(ofFloor) : '–',
      pgbench ? ratio(it.perSecond / ofFloor) : '–',
    ])
  }
  const at = `at ${settings.connections.join(', ')} connections`
  const verdict = (against: string, ratios: readonly number[], least: number): void =>
    judge({
      server: stand.name,
      what: `${title} over HTTP / ${against}`,
      result: `${ratios.map(ratio).join(', ')} ${at}`,
      aim: `≥ ${least}`,
      isMet: ratios.every((one) => one >= least),
    })
  verdict('the same statements bare', toBare, 0.8)
  if (toFloor.length) verdict('a bare transaction of three inserts by pgbench', toFloor, 0.4)
  return table(head, rows)
}
