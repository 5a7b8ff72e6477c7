/**
 * An answer that is pushed: a query is asked each second, and at once when something it depends on was announced; the
 * screens that look at it get a new answer by server-sent events, and otherwise a beat that says the old one is still
 * right. A screen that hears nothing knows that what it shows has grown old. All who may see the same share one query.
 */
import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'
import { type Actor, may } from '../actor.ts'
import { type Clock, steadyMilliseconds } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import type { Query } from '../query.ts'
import type { Announcement } from '../relay/announcement.ts'
import type { Listener } from '../relay/relay.ts'
import type { Sealer } from '../sealing/sealer.ts'

export type LiveView = {
  /** Starts with `/api/live/`. */
  readonly path: string
  readonly permission: string
  /** Whether the answer may be another after `announcement`. */
  readonly dependsOn: (announcement: Announcement) => boolean
  /** People with the same key get the same answer. */
  readonly keyOf: (actor: Actor) => string
  readonly query: Query<object, object>
}

/** Somebody who begins to look. */
export type Onlooker = {
  readonly actor: Actor
  readonly reply: FastifyReply
  /** Who they are now; undefined when the session has ended. */
  readonly findActor: () => Promise<Actor | undefined>
}

export type LiveViews = {
  readonly hear: Listener
  join(view: LiveView, onlooker: Onlooker): void
  /** Asks anew who those are whom `isConcerned` names, and sends away who may not look any more. */
  review(isConcerned: (actor: Actor) => boolean): Promise<void>
  close(): void
}

type Seated = Onlooker & {
  checkedAt: number
  /** The answer told last. */
  seen: string | undefined
}

/** Everybody who looks at the same answer. */
type Channel = {
  readonly view: LiveView
  readonly key: string
  readonly onlookers: Set<Seated>
  actor: Actor
  /** Whether an answer is being worked out. */
  isBusy: boolean
  askedAt: number
  tookMilliseconds: number
}

const beatMilliseconds = 1000
const sessionMilliseconds = 15_000
/** A screen that takes nothing in is left out until it does, or the memory would fill with what it has not read. */
const mostWaitingBytes = 1_000_000

type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly sealer: Sealer
}

/** Tells one screen: the answer, or that the one it has is still right. */
function tell(seat: Seated, text: string, asked: Asked): void {
  const { raw } = seat.reply
  if (raw.writableLength > mostWaitingBytes) return
  const isNew = seat.seen !== text
  seat.seen = text
  raw.write(`event: ${isNew ? 'view' : 'beat'}\ndata: ${withTime(isNew ? text : 'null', asked)}\n\n`)
}

/** Works out the answer of a channel and tells everybody in it. */
async function ask({ database, clock, log, sealer }: Parts, channel: Channel): Promise<void> {
  // An answer that takes long is not asked for without a rest.
  const rest = Math.min(5000, 2 * channel.tookMilliseconds)
  if (channel.isBusy || steadyMilliseconds() - channel.askedAt < rest) return
  channel.isBusy = true
  channel.askedAt = steadyMilliseconds()
  const now = clock.now()
  try {
    const answer = await channel.view.query.run(
      { actor: channel.actor, now, db: database.as(channel.actor), sealer },
      {},
    )
    const text = JSON.stringify(answer)
    const tookMilliseconds = Math.round(steadyMilliseconds() - channel.askedAt)
    for (const it of channel.onlookers) tell(it, text, { now, tookMilliseconds })
  } catch (error) {
    // No beat is told: the screens see that their answer grows old, and it is asked again with the next beat.
    log.warn({ err: error, path: channel.view.path }, 'a live view could not be answered')
  } finally {
    channel.tookMilliseconds = steadyMilliseconds() - channel.askedAt
    channel.isBusy = false
  }
}

/** Sends away of `seated` whose session has ended, or who is somebody else now. */
async function checkSessions({ view, key }: Channel, seated: readonly Seated[]): Promise<void> {
  const check = async (it: Seated): Promise<void> => {
    it.checkedAt = steadyMilliseconds()
    const actor = await it.findActor()
    const isSame = actor && may(actor, view.permission) && keyFor(view, actor) === key
    if (!isSame) it.reply.raw.end()
  }
  // While the database is away nobody is sent away; neither is anything told.
  await Promise.allSettled(seated.map(check))
}

/** Who in the channel was not asked for a while. */
const notAskedLately = ({ onlookers }: Channel): Seated[] =>
  [...onlookers].filter((it) => steadyMilliseconds() - it.checkedAt >= sessionMilliseconds)

/** Seats somebody: the head of the stream, and what happens when they leave. */
function seat({ actor, reply, findActor }: Onlooker, onLeave: (it: Seated) => void): Seated {
  const seated: Seated = { actor, reply, findActor, checkedAt: steadyMilliseconds(), seen: undefined }
  reply.hijack()
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  reply.raw.write('retry: 1000\n\n')
  reply.raw.on('close', () => onLeave(seated))
  return seated
}

/** Makes the hub of a house; it works only while somebody looks. */
export function createLiveViews(parts: Parts): LiveViews {
  const channels = new Map<string, Channel>()
  let beat: NodeJS.Timeout | undefined
  // Time alone changes an answer too: a deadline passes. So it is asked with each beat, once for all who look together.
  const onBeat = (): void => {
    for (const channel of channels.values()) {
      void checkSessions(channel, notAskedLately(channel))
      void ask(parts, channel)
    }
  }
  const leave = (channel: Channel, seated: Seated): void => {
    channel.onlookers.delete(seated)
    if (!channel.onlookers.size) channels.delete(channel.key)
    if (channels.size) return
    clearInterval(beat)
    beat = undefined
  }
  return {
    hear: (announcements) => {
      for (const channel of channels.values()) {
        const { view, actor } = channel
        if (announcements.some((it) => it.adcode === actor.adcode && view.dependsOn(it)))
          void ask(parts, channel)
      }
    },
    join: (view, onlooker) => {
      const key = keyFor(view, onlooker.actor)
      const channel = channels.get(key) ?? openChannel(view, key, onlooker.actor)
      channels.set(key, channel)
      beat ??= setInterval(onBeat, beatMilliseconds).unref()
      channel.onlookers.add(seat(onlooker, (it) => leave(channel, it)))
      void ask(parts, channel)
    },
    review: async (isConcerned) => {
      for (const channel of channels.values())
        await checkSessions(
          channel,
          [...channel.onlookers].filter((it) => isConcerned(it.actor)),
        )
    },
    close: () => {
      clearInterval(beat)
      for (const channel of channels.values()) for (const it of channel.onlookers) it.reply.raw.end()
      channels.clear()
    },
  }
}

const keyFor = (view: LiveView, actor: Actor): string => `${view.path} ${actor.adcode} ${view.keyOf(actor)}`

/** When an answer was asked for, and how old it was when it came. */
type Asked = { readonly now: Date; readonly tookMilliseconds: number }

const withTime = (text: string, { now, tookMilliseconds }: Asked): string =>
  `{"at":"${now.toISOString()}","tookMilliseconds":${tookMilliseconds},"value":${text}}`

const openChannel = (view: LiveView, key: string, actor: Actor): Channel => ({
  view,
  key,
  onlookers: new Set(),
  actor,
  isBusy: false,
  askedAt: Number.NEGATIVE_INFINITY,
  tookMilliseconds: 0,
})
