/**
 * The one way the state of the county changes. HTTP, the command line, jobs, imports and the simulator all
 * come through here: permission, command, then every row (state, log, audit line, announcements) in one
 * statement that commits by itself. The same request sent twice gets the first answer and changes nothing.
 *
 * A command only reads, decides and hands over rows; it never writes by itself. When a row it guarded was
 * changed meanwhile, the command runs again on the new state, so it must have no other effect.
 */
import { hash } from 'node:crypto'
import { withoutNumbersOfPeople } from '#domain/personal-data.ts'
import { Problem } from '#domain/problem.ts'
import { type Actor, may, systemActorId } from './actor.ts'
import type { Clock } from './clock.ts'
import { columnTypesOf } from './database/column-types.ts'
import type { Database } from './database/database.ts'
import {
  type ConstraintProblems,
  isVersionConflict,
  toProblem,
  violates,
} from './database/database-errors.ts'
import { RowWrites } from './database/row-writes.ts'
import { newId } from './ids.ts'
import { announced as announcedChannel, deeds } from './observe/channels.ts'
import { AccessProblem, RequestProblem } from './problems.ts'
import type { Sealer } from './sealing/sealer.ts'

export type NewAnnouncement = {
  readonly name: string
  readonly subjectId: string | null
  readonly data?: unknown
}

export type Context = {
  readonly actor: Actor
  /** The county whose rows the act writes. */
  readonly adcode: string
  readonly now: Date
  readonly requestId: string
  /** For reading, behind the actor's wall; what a command read and relies on, it guards by version or constraint. */
  readonly db: Database
  /** Seals what only the program may read, before it is handed over to be written. */
  readonly sealer: Sealer
  readonly write: RowWrites
  /** Tells the rest of the house, after the commit. */
  announce(announcement: NewAnnouncement): void
  /** Names the thing that the audit line is about. */
  concerns(subjectId: string): void
}

/** `Output` is an object (a receipt: ids, numbers, state), so that a repeated request can be answered from the log. */
export type Command<Input, Output extends object | undefined> = {
  /** `noun.verb`, also the name of the permission unless another is given. */
  readonly name: string
  readonly permission: string
  /**
   * What of the input the audit line keeps; by default all of it. Personal data and secrets are left out; numbers of
   * people that somebody wrote into a text are masked in any case.
   */
  readonly auditInput?: (input: Input) => unknown
  /**
   * What of the input tells one request from another; by default all of it. Its fast hash is kept beside the audit
   * line, so a password, which could be guessed from it, is left out.
   */
  readonly fingerprintInput?: (input: Input) => unknown
  run(context: Context, input: Input): Promise<Output>
}

export type ActOptions = {
  readonly requestId?: string | undefined
  /** Another county than the actor's own (imports and seeds by the system). */
  readonly adcode?: string
}

export type Act = <Input, Output extends object | undefined>(
  actor: Actor,
  command: Command<Input, Output>,
  input: Input,
  options?: ActOptions,
) => Promise<Output>

type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly sealer: Sealer
  readonly constraints: ConstraintProblems
  /** Called after each commit, so that the relay need not wait for its next round. */
  readonly afterCommit: () => void
  /** Throws where there is no room for another change. */
  readonly requireRoom?: (() => void) | undefined
}

const mostAttempts = 8

/** Numbers of people are masked before: the few digits that a mask hides could be guessed from a hash that holds them. */
const hashOf = (command: string, input: unknown): string =>
  hash('sha256', `${command}\n${JSON.stringify(withoutNumbersOfPeople(input)) ?? ''}`, 'base64url')

/** Makes the `act` of a running house. */
export function createAct(parts: Parts): Act {
  const act: Act = async (actor, command, input, options = {}) => {
    if (!may(actor, command.permission)) throw AccessProblem.notPermitted({ permission: command.permission })
    parts.requireRoom?.()
    const request = {
      adcode: options.adcode ?? actor.adcode,
      requestId: options.requestId ?? newId(),
      bodyHash: hashOf(command.name, command.fingerprintInput ? command.fingerprintInput(input) : input),
      isRepeatable: options.requestId !== undefined,
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await runOnce(parts, actor, command, input, request)
      } catch (error) {
        const earlier = request.isRepeatable
          ? await findEarlierAnswer(parts, actor, request, error)
          : undefined
        if (earlier) return earlier.output as Awaited<ReturnType<typeof command.run>>
        if (isVersionConflict(error) && attempt < mostAttempts) continue
        throw toProblem(error, parts.constraints)
      }
    }
  }
  const observed: Act = (actor, command, input, options) =>
    deeds.act.hasSubscribers
      ? deeds.act.tracePromise(() => act(actor, command, input, options), {
          kind: 'act',
          command: command.name,
        })
      : act(actor, command, input, options)
  return observed
}

type Request = { adcode: string; requestId: string; bodyHash: string; isRepeatable: boolean }

async function runOnce<Input, Output extends object | undefined>(
  parts: Parts,
  actor: Actor,
  command: Command<Input, Output>,
  input: Input,
  request: Request,
): Promise<Output> {
  const { adcode, requestId } = request
  const write = new RowWrites()
  const announced: NewAnnouncement[] = []
  const now = parts.clock.now()
  let subjectId: string | null = null
  const output = await command.run(
    {
      actor,
      adcode,
      now,
      requestId,
      db: sightOf(parts, actor, adcode),
      sealer: parts.sealer,
      write,
      announce: (it) => announced.push(it),
      concerns: (id) => {
        subjectId = id
      },
    },
    input,
  )
  write.insert('platform.audit_entries', {
    adcode,
    at: now,
    actor_id: actor.id,
    actor_name: actor.name,
    command: command.name,
    request_id: requestId,
    body_hash: request.bodyHash,
    subject_id: subjectId,
    input: withoutNumbersOfPeople(asObject(command.auditInput ? command.auditInput(input) : input)),
    output: output === undefined ? null : output,
  })
  for (const it of announced) {
    const id = newId()
    if (announcedChannel.hasSubscribers) announcedChannel.publish(id)
    write.insert('platform.announcements', {
      adcode,
      id,
      at: now,
      name: it.name,
      subject_id: it.subjectId,
      actor_id: actor.id,
      data: asObject(it.data),
    })
  }
  const types = write.needsTypes ? await columnTypesOf(parts.database.house) : undefined
  const { text, values } = write.toStatement(types)
  await pen(parts, actor, adcode).rows(text, values)
  if (announced.length) parts.afterCommit()
  return output
}

/** What a command may read: what its actor may see. */
const sightOf = ({ database }: Parts, actor: Actor, adcode: string): Database =>
  database.as(adcode === actor.adcode ? actor : { ...actor, adcode })

/**
 * Where the rows of an act are written: anywhere in its county and nowhere else, because a step may take a case out of
 * its actor's sight. Only the house writes what counties share.
 */
const pen = ({ database }: Parts, actor: Actor, adcode: string): Database =>
  actor.id === systemActorId ? database.house : database.ofCounty(adcode)

/**
 * Looks for the answer of an earlier, identical request. It is asked only after a failure, because a repeated
 * request always meets one: the unique request id at the latest, usually a Problem (already dispatched) before.
 */
async function findEarlierAnswer(
  parts: Parts,
  actor: Actor,
  request: Request,
  error: unknown,
): Promise<{ output: unknown } | undefined> {
  if (!(error instanceof Problem) && !isVersionConflict(error) && !isUniqueViolation(error)) return undefined
  const [entry] = await pen(parts, actor, request.adcode).rows<{ body_hash: string; output: unknown }>(
    'select body_hash, output from platform.audit_entries where adcode = $1 and actor_id = $2 and request_id = $3',
    [request.adcode, actor.id, request.requestId],
  )
  if (!entry) return undefined
  if (entry.body_hash !== request.bodyHash) throw RequestProblem.idReused({ requestId: request.requestId })
  return { output: entry.output }
}

const asObject = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : value === undefined ? {} : { value }

const isUniqueViolation = (error: unknown): boolean =>
  violates(error, 'audit_entries_request_unique') || (error as { code?: string } | null)?.code === '23505'
