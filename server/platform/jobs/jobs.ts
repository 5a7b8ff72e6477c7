/**
 * Jobs on pg-boss: what runs by the clock, and what follows an announcement. A job has no logic of its own; it
 * calls a command or a query as a named system actor. Only bugs and unavailability are tried again.
 */
import { type JobResult, PgBoss } from 'pg-boss'
import { Problem } from '#domain/problem.ts'
import type { Act } from '../act.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { connectTo } from '../database/primary/connect-to.ts'
import { jobsSchema } from '../database/program-role.ts'
import type { Log } from '../log.ts'
import { deeds } from '../observe/channels.ts'
import type { Announcement } from '../relay/announcement.ts'
import type { Listener } from '../relay/relay.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { forgetFuture } from './forget-future.ts'
import { createSteadyClock } from './steady-clock.ts'

export type JobContext = {
  readonly act: Act
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly sealer: Sealer
}

/** What follows an announcement; named as the sentence it is. It must bear being run twice. */
export type Reaction = {
  readonly name: string
  /** The announcement that is heard. */
  readonly on: string
  run(context: JobContext, announcement: Announcement): Promise<void>
}

/** What runs by the clock; `cron` in the county's time (Asia/Shanghai). */
export type Job = {
  readonly name: string
  readonly cron: string
  run(context: JobContext): Promise<void>
}

export type Jobs = {
  /** Turns announcements into jobs. */
  readonly listener: Listener
  start(): Promise<void>
  stop(): Promise<void>
  readonly isRunning: boolean
}

type Parts = { context: JobContext; reactions: readonly Reaction[]; jobs: readonly Job[] }

/** A reaction is tried so often again before it is left among the failed, where the operator is told of it. */
const mostRetries = 5
/** A job whose server was killed is taken up by another, or by the next one, after so long without a sign of life. */
const silentSeconds = 30
const lookForSilentEvery = 15
/** In milliseconds. */
const lookAtClockEvery = 30_000

const queueOf = (name: string): string => name.replace(/[^\w.-]/g, '-')

/**
 * A Problem is an answer, not an accident: it is logged and not tried again, unless the database was away. Anything else is
 * told here and thrown on, to be tried again.
 */
async function runSafely(
  log: Log,
  name: string,
  announcementId: string | undefined,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await deeds.job.tracePromise(work, { kind: 'job', job: name, announcementId })
  } catch (error) {
    if (error instanceof Problem && error.kind !== 'unavailable') {
      log.warn({ job: name, code: error.code, details: error.details }, 'job refused')
      return
    }
    log.error({ job: name, announcementId, err: error }, 'a job failed')
    throw error
  }
}

/** Each for itself: one that fails takes none of its neighbours along. */
async function reactEach(
  context: JobContext,
  { name, run }: Reaction,
  batch: readonly { id: string; data: Announcement }[],
): Promise<JobResult[]> {
  const results: JobResult[] = []
  for (const { id, data } of batch)
    results.push(
      await runSafely(context.log, name, data.id, () => run(context, data)).then(
        (): JobResult => ({ id, status: 'completed' }),
        (error: unknown): JobResult => ({ id, status: 'failed', output: { message: String(error) } }),
      ),
    )
  return results
}

/** Makes the job runner of a running house. */
export function createJobs({ context, reactions, jobs }: Parts): Jobs {
  // The schema is made by the owner of the database and handed to the program, which may make none.
  const boss = new PgBoss({
    ...connectTo(context.db.url),
    schema: jobsSchema,
    createSchema: false,
    max: 3,
    superviseIntervalSeconds: lookForSilentEvery,
    monitorIntervalSeconds: lookForSilentEvery,
    clock: createSteadyClock(),
    clockMonitorIntervalSeconds: 30,
  })
  boss.on('error', (error) => context.log.warn({ err: error }, 'job queue'))
  let isRunning = false
  const lookAtClock = (): void => {
    forgetFuture(context.db).catch((error: unknown) => context.log.warn({ err: error }, 'job queue'))
  }
  let clockLooks: NodeJS.Timeout | undefined
  /** Queues that are there already take on what has changed since they were made. */
  const makeQueue = async (name: string, options: { retryLimit: number; retryBackoff?: boolean }) => {
    await boss.createQueue(name, { ...options, heartbeatSeconds: silentSeconds })
    await boss.updateQueue(name, { ...options, heartbeatSeconds: silentSeconds })
  }
  const hearers = Map.groupBy(reactions, (it) => it.on)
  return {
    get isRunning() {
      return isRunning
    },
    listener: async (announcements) => {
      for (const [name, heard] of Map.groupBy(announcements, (it) => it.name))
        for (const reaction of hearers.get(name) ?? [])
          await boss.insert(
            queueOf(reaction.name),
            heard.map((it) => ({ id: it.id, data: it })),
          )
    },
    start: async () => {
      await boss.start()
      await forgetFuture(context.db)
      clockLooks = setInterval(lookAtClock, lookAtClockEvery)
      clockLooks.unref()
      for (const reaction of reactions) {
        await makeQueue(queueOf(reaction.name), { retryLimit: mostRetries, retryBackoff: true })
        await boss.work<Announcement>(
          queueOf(reaction.name),
          { batchSize: 20, pollingIntervalSeconds: 1, perJobResults: true },
          (batch) => reactEach(context, reaction, batch),
        )
      }
      for (const job of jobs) {
        await makeQueue(queueOf(job.name), { retryLimit: 1 })
        await boss.schedule(queueOf(job.name), job.cron, undefined, { tz: 'Asia/Shanghai' })
        await boss.work(queueOf(job.name), { pollingIntervalSeconds: 5 }, () =>
          runSafely(context.log, job.name, undefined, () => job.run(context)),
        )
      }
      isRunning = true
    },
    stop: async () => {
      if (!isRunning) return
      isRunning = false
      clearInterval(clockLooks)
      await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}
