/**
 * Jobs on pg-boss: what runs by the clock, and what follows an announcement. A job has no logic of its own; it
 * calls a command or a query as a named system actor. Only bugs and unavailability are tried again.
 */
import { PgBoss } from 'pg-boss'
import { Problem } from '#domain/problem.ts'
import type { Act } from '../act.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { jobsSchema } from '../database/program-role.ts'
import type { Log } from '../log.ts'
import { deeds } from '../observe/channels.ts'
import type { Announcement } from '../relay/announcement.ts'
import type { Listener } from '../relay/relay.ts'
import type { Sealer } from '../sealing/sealer.ts'

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

const queueOf = (name: string): string => name.replace(/[^\w.-]/g, '-')

/** A Problem is an answer, not an accident: it is logged and not tried again, unless the database was away. */
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
    throw error
  }
}

/** Makes the job runner of a running house. */
export function createJobs({ context, reactions, jobs }: Parts): Jobs {
  // The schema is made by the owner of the database and handed to the program, which may make none.
  const boss = new PgBoss({
    connectionString: context.db.url,
    schema: jobsSchema,
    createSchema: false,
    max: 3,
  })
  boss.on('error', (error) => context.log.warn({ err: error }, 'job queue'))
  let isRunning = false
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
            heard.map((it) => ({ id: it.id, data: it, retryLimit: 5, retryBackoff: true })),
          )
    },
    start: async () => {
      await boss.start()
      for (const reaction of reactions) {
        await boss.createQueue(queueOf(reaction.name), { retryLimit: 5, retryBackoff: true })
        await boss.work<Announcement>(
          queueOf(reaction.name),
          { batchSize: 20, pollingIntervalSeconds: 1 },
          async (batch) => {
            for (const job of batch)
              await runSafely(context.log, reaction.name, job.data.id, () => reaction.run(context, job.data))
          },
        )
      }
      for (const job of jobs) {
        await boss.createQueue(queueOf(job.name), { retryLimit: 1 })
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
      await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}
