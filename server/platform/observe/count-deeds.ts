/** Counts what the house does: requests, acts, statements, jobs, with how long each took. */
import { Counter, Histogram, type Registry } from 'prom-client'
import { Problem } from '#domain/problem.ts'
import { steadyMilliseconds } from '../clock.ts'
import { type ActDeed, type Deed, deeds, type JobDeed, type Outcome, type RequestDeed } from './channels.ts'

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const resultOf = ({ error }: Outcome): string =>
  error === undefined ? 'done' : error instanceof Problem ? error.code : 'bug'

type Ends = { [Kind in 'request' | 'act' | 'statement' | 'job']: (deed: never, took: number) => void }

function countersOf(registry: Registry): Ends {
  const registers = [registry]
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram<L>({ name: `jingwei_${name}`, help, labelNames, buckets: seconds, registers })
  const requests = histogram('http_request_duration_seconds', 'Requests by route and status', [
    'method',
    'route',
    'status',
  ])
  const acts = histogram('act_duration_seconds', 'Acts by command', ['command'])
  const results = new Counter({
    name: 'jingwei_acts_total',
    help: 'Acts by command and result: done, bug, or the code of the refusal',
    labelNames: ['command', 'result'],
    registers,
  })
  const statements = histogram('statement_duration_seconds', 'Statements to the database', [])
  const jobs = histogram('job_duration_seconds', 'Jobs and reactions by name and result', ['job', 'result'])
  return {
    request: ({ method, route, status = 0 }: RequestDeed, took) =>
      requests.observe({ method, route, status: String(status) }, took),
    act: (deed: ActDeed & Outcome, took) => {
      acts.observe({ command: deed.command }, took)
      results.inc({ command: deed.command, result: resultOf(deed) })
    },
    statement: (_deed, took) => statements.observe(took),
    job: (deed: JobDeed & Outcome, took) => jobs.observe({ job: deed.job, result: resultOf(deed) }, took),
  }
}

/** Begins to count into `registry`; the answer ends it. */
export function countDeeds(registry: Registry): () => void {
  const beganAt = new WeakMap<Deed, number>()
  const begin = (message: unknown): void => {
    beganAt.set(message as Deed, steadyMilliseconds())
  }
  const stops = Object.entries(countersOf(registry)).map(([kind, count]) => {
    const channel = deeds[kind as keyof Ends]
    const end = (message: unknown): void => {
      const began = beganAt.get(message as Deed)
      if (began !== undefined) count(message as never, (steadyMilliseconds() - began) / 1000)
    }
    channel.start.subscribe(begin)
    channel.asyncEnd.subscribe(end)
    return () => {
      channel.start.unsubscribe(begin)
      channel.asyncEnd.unsubscribe(end)
    }
  })
  return () => {
    for (const stop of stops) stop()
  }
}
