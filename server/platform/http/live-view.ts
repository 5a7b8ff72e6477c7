/**
 * An answer that is pushed: a query is asked again as soon as something it depends on was announced, and each screen
 * that looks at it gets the new answer by server-sent events. In between a beat says each second that the answer is
 * still right; a screen that hears nothing knows that what it shows has grown old.
 */
import type { FastifyReply } from 'fastify'
import { type Actor, may } from '../actor.ts'
import { type Clock, steadyMilliseconds } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import type { Query } from '../query.ts'
import type { Announcement } from '../relay/announcement.ts'
import type { Listener } from '../relay/relay.ts'

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
  close(): void
}

/** Everybody who looks at the same answer. */
type Channel = {
  readonly view: LiveView
  readonly key: string
  readonly onlookers: Set<Onlooker & { checkedAt: number }>
  actor: Actor
  /** The newest answer as text; undefined before the first. */
  text: string | undefined
  isOld: boolean
  /** Whether an answer is being worked out. */
  isBusy: boolean
  askedAt: number
  tookMilliseconds: number
}

const beatMilliseconds = 1000
/** Time alone changes an answer too (a deadline passes), so it is asked again this often even when nothing happens. */
const longestRest = 1000
const sessionMilliseconds = 15_000
/** A screen that takes nothing in is left out until it does, or the memory would fill with what it has not read. */
const mostWaitingBytes = 1_000_000

type Parts = { readonly database: Database; readonly clock: Clock; readonly log: Log }

/** Makes the hub of a house; it works only while somebody looks. */
export function createLiveViews({ database, clock, log }: Parts): LiveViews {
  const channels = new Map<string, Channel>()
  let beat: NodeJS.Timeout | undefined

  const tell = (onlooker: Onlooker, event: string, data: string): void => {
    const { raw } = onlooker.reply
    if (raw.writableLength < mostWaitingBytes) raw.write(`event: ${event}\ndata: ${data}\n\n`)
  }
  const ask = async (channel: Channel): Promise<void> => {
    if (channel.isBusy) return
    channel.isBusy = true
    channel.isOld = false
    channel.askedAt = steadyMilliseconds()
    const now = clock.now()
    try {
      const answer = await channel.view.query.run({ actor: channel.actor, now, db: database }, {})
      const text = JSON.stringify(answer)
      const isNew = text !== channel.text
      channel.text = text
      for (const it of channel.onlookers)
        if (isNew) tell(it, 'view', withTime(text, now))
        else tell(it, 'beat', withTime('null', now))
    } catch (error) {
      // No beat is told: the screens see that their answer grows old, and it is asked again with the next.
      log.warn({ err: error, path: channel.view.path }, 'a live view could not be answered')
      channel.isOld = true
    } finally {
      channel.tookMilliseconds = steadyMilliseconds() - channel.askedAt
      channel.isBusy = false
    }
  }
  /** An answer that takes long is not asked for without a rest. */
  const isRested = (channel: Channel): boolean =>
    steadyMilliseconds() - channel.askedAt >= Math.min(5000, 4 * channel.tookMilliseconds)
  const leave = (channel: Channel, onlooker: Onlooker & { checkedAt: number }): void => {
    channel.onlookers.delete(onlooker)
    if (!channel.onlookers.size) channels.delete(channel.key)
    if (channels.size) return
    clearInterval(beat)
    beat = undefined
  }
  const checkSessions = (channel: Channel): void => {
    for (const it of channel.onlookers) {
      if (steadyMilliseconds() - it.checkedAt < sessionMilliseconds) continue
      it.checkedAt = steadyMilliseconds()
      // While the database is away nobody is sent away; neither is anything told.
      it.findActor().then(
        (actor) => {
          const isSame = actor && may(actor, channel.view.permission) && keyFor(channel.view, actor) === channel.key
          if (!isSame) it.reply.raw.end()
        },
        () => undefined,
      )
    }
  }
  const onBeat = (): void => {
    for (const channel of channels.values()) {
      checkSessions(channel)
      const isDue = channel.isOld || steadyMilliseconds() - channel.askedAt >= longestRest - 100
      if (isDue && isRested(channel)) void ask(channel)
    }
  }
  return {
    hear: (announcements) => {
      for (const channel of channels.values()) {
        const { view, actor } = channel
        if (!announcements.some((it) => it.adcode === actor.adcode && view.dependsOn(it))) continue
        channel.isOld = true
        if (isRested(channel)) void ask(channel)
      }
    },
    join: (view, newcomer) => {
      const key = keyFor(view, newcomer.actor)
      const channel = channels.get(key) ?? openChannel(view, key, newcomer.actor)
      channels.set(key, channel)
      beat ??= setInterval(onBeat, beatMilliseconds).unref()
      const onlooker = { ...newcomer, checkedAt: steadyMilliseconds() }
      newcomer.reply.hijack()
      newcomer.reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      newcomer.reply.raw.write('retry: 1000\n\n')
      newcomer.reply.raw.on('close', () => leave(channel, onlooker))
      channel.onlookers.add(onlooker)
      // What others have seen already is shown at once; the answer of now follows.
      if (channel.text !== undefined && !channel.isOld) tell(onlooker, 'view', withTime(channel.text, clock.now()))
      void ask(channel)
    },
    close: () => {
      clearInterval(beat)
      for (const channel of channels.values()) for (const it of channel.onlookers) it.reply.raw.end()
      channels.clear()
    },
  }
}

const keyFor = (view: LiveView, actor: Actor): string => `${view.path} ${actor.adcode} ${view.keyOf(actor)}`

const withTime = (text: string, now: Date): string => `{"at":"${now.toISOString()}","value":${text}}`

const openChannel = (view: LiveView, key: string, actor: Actor): Channel => ({
  view,
  key,
  onlookers: new Set(),
  actor,
  text: undefined,
  isOld: true,
  isBusy: false,
  askedAt: Number.NEGATIVE_INFINITY,
  tookMilliseconds: 0,
})
