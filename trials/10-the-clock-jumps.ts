/**
 * The clock of the machine, that of server and database alike, is put forward and back by an hour, leaps to 2038 and comes
 * back from there into the hour at which summer time begins, in a zone that has one. Nobody is held up, no duration becomes
 * negative, deadlines are right, ids rise, sessions end when they should, jobs go on and do not storm.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { createInstallation } from '../server/cli/testing.ts'
import { runSql } from '../server/platform/testing/template-database.ts'
import { makeFakeClock } from './fake-clock.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { findPoint, inWords, signIn, untilReady, withoutLimits } from './product.ts'
import { numberFrom, type Trial, type TrialContext, type TrialResult } from './trial.ts'

type Jump = {
  readonly name: string
  readonly to: Date
  /** Whether a session of the time before must have ended. */
  readonly endsSessions: boolean
  /** When the quarter of a working hour of somebody who accepts is over, for a report made at `reported`. */
  readonly due: (reported: Date) => Date
}

const quarter = 15 * 60_000
const inOffice = (reported: Date): Date => new Date(reported.getTime() + quarter)

/** A Tuesday morning, ten o'clock in China. */
const start = new Date('2026-12-08T02:00:00Z')
const jumps: readonly Jump[] = [
  { name: '+1 h', to: new Date('2026-12-08T03:05:00Z'), endsSessions: true, due: inOffice },
  { name: '-1 h', to: new Date('2026-12-08T02:06:00Z'), endsSessions: false, due: inOffice },
  // A Wednesday, the day after 32 bits of seconds are over.
  { name: '2038', to: new Date('2038-01-20T02:00:00Z'), endsSessions: true, due: inOffice },
  {
    name: 'summer time',
    to: new Date('2027-03-14T06:59:50Z'),
    endsSessions: true,
    // A Sunday afternoon in China, where the office opens at eight on Monday.
    due: () => new Date('2027-03-15T00:15:00Z'),
  },
]
/** So many of a queue may be made in the minutes after a jump; one a minute is usual, and one that was missed. */
const mostJobs = 6

type Clock = { usedMinutes: number; leftMinutes: number; limitMinutes: number; dueAt: string | null }
type Case = { id: string; clockDueAt: string; reportedAt: string; clocks: Clock[] }

/** A person at work over HTTP, and what was found wrong. */
class Visit {
  readonly ids: string[] = []
  readonly faults: string[] = []
  private readonly origin: string
  private readonly point: readonly number[]
  private token: string

  constructor(origin: string, token: string, point: readonly number[]) {
    this.origin = origin
    this.token = token
    this.point = point
  }

  enter(token: string): void {
    this.token = token
  }

  expect(holds: boolean, sentence: string): void {
    if (!holds) this.faults.push(sentence)
  }

  async ask<Answer>(path: string, body?: unknown): Promise<{ status: number; body: Answer }> {
    const reply = await fetch(this.origin + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: reply.status, body: (await reply.json()) as Answer }
  }

  async report(): Promise<string> {
    const { point } = this
    const input = { source: 'hotline_12345', description: '钟表试验', address: '试验路 1 号', point }
    const { status, body } = await this.ask<{ id: string }>('/api/reports', input)
    this.expect(status === 200, `a report was answered ${status}: ${JSON.stringify(body).slice(0, 200)}`)
    if (body.id) this.ids.push(body.id)
    return body.id
  }

  /** Works after the jump: on what was reported since, and on `old`, which was reported before it. */
  async work({ name, due }: Jump, old: string): Promise<void> {
    for (let count = 0; count < 10; count++) await this.report()
    const { body: fresh } = await this.ask<Case>(`/api/cases/${this.ids.at(-1)}`)
    const wanted = due(new Date(fresh.reportedAt)).toISOString()
    this.expect(fresh.clockDueAt === wanted, `${name}: due ${fresh.clockDueAt}, not ${wanted}`)
    const { status, body } = await this.ask<{ code?: string }>(`/api/cases/${old}/decline`, {
      reasonCode: 'not-a-fact',
      reason: '试验',
    })
    this.expect(status === 200, `${name}: a case of before was held up: ${status} ${body.code}`)
    const { body: after } = await this.ask<Case>(`/api/cases/${old}`)
    const clocks = after.clocks ?? []
    this.expect(clocks.length > 0, `${name}: the case of before shows no clock`)
    for (const it of clocks)
      this.expect(it.usedMinutes >= 0 && it.limitMinutes > 0, `${name}: ${JSON.stringify(it)}`)
  }
}

/** Jobs that were made since the clock was turned to `to`, by queue. */
async function countJobs(url: string, to: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await runSql(
    url,
    `select name, count(*)::int as count from jobs.job
     where created_on between $1::timestamptz and $1::timestamptz + interval '1 hour' group by 1`,
    [to],
  )
  return new Map(rows.map((it) => [String(it['name']), Number(it['count'])]))
}

async function run({ say }: TrialContext): Promise<TrialResult> {
  const clock = await makeFakeClock(start)
  const postgres = await makeKillablePostgres({ environment: clock.environment })
  const environment = { ...clock.environment, DATABASE_URL: postgres.url, TZ: 'America/New_York' }
  const installation = await createInstallation({ ...withoutLimits, ...environment })
  const facts: Record<string, number | string> = {}
  try {
    const server = await installation.start()
    const origin = server.url.replace(/\/$/, '')
    await untilReady(origin, 300)
    const token = await signIn(installation, origin, 'acceptor')
    const visit = new Visit(origin, token, await findPoint(origin, token))
    let old = await visit.report()
    for (const jump of jumps) {
      const { name, to, endsSessions } = jump
      say(`${name}: ${to.toISOString()}`)
      await clock.turnTo(to)
      const { status } = await visit.ask('/api/session')
      visit.expect(
        status === (endsSessions ? 401 : 200),
        `${name}: the session of before was answered ${status}`,
      )
      visit.enter(await signIn(installation, origin, 'acceptor'))
      await visit.work(jump, old)
      old = await visit.report()
      // The clockwork looks each half minute, and a job that is due each minute must come.
      await delay(numberFrom('JINGWEI_TRIAL_SECONDS', 150) * 1000)
      const made = await countJobs(postgres.url, to)
      facts[`${name}: jobs by the minute`] = made.get('case.make-exports') ?? 0
      visit.expect(made.has('case.make-exports'), `${name}: jobs by the clock stand still`)
      visit.expect(Math.max(0, ...made.values()) <= mostJobs, `${name}: too many jobs, ${inWords(made)}`)
      await untilReady(origin)
    }
    const { ids, faults } = visit
    const isRising = ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''))
    visit.expect(isRising && new Set(ids).size === ids.length, 'ids do not rise')
    const verified = await installation.run(['verify', '--json'])
    visit.expect(verified.code === 0, `verify ends with ${verified.code}: ${verified.out.slice(0, 300)}`)
    return {
      ok: faults.length === 0,
      facts: {
        jumps: jumps.map((it) => it.name).join(', '),
        reports: ids.length,
        ...facts,
        faults: faults.join('; '),
      },
    }
  } finally {
    await installation.remove()
    await postgres.remove()
    await clock.remove()
  }
}

export const trial: Trial = {
  numbers: [10],
  name: {
    zh: '时钟跳变：前进、倒退一小时，2038 年，夏令时',
    en: 'the clock jumps: an hour on and back, 2038, summer time',
  },
  run,
}
