/**
 * Live pushes over server-sent events. A push carries names and ids only; the screen reads again through the
 * ordinary query, so nothing can leak that the person may not see. A reconnecting screen names the last
 * announcement it got and receives what it missed.
 */
import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Actor } from '../actor.ts'
import type { Announcement } from '../relay/announcement.ts'

/** Whether `actor` may learn that `announcement` happened. */
export type LivePolicy = (actor: Actor, announcement: Announcement) => boolean

type Newcomer = {
  actor: Actor
  reply: FastifyReply
  isStillAllowed: () => Promise<Actor | undefined>
}
/**
 * While what was missed is being read, pushes wait, so that they arrive after it; what was read there and is pushed
 * only later is not told twice.
 */
type Client = Newcomer & { waiting: Announcement[] | undefined; told: Set<number> }

const beatMilliseconds = 15_000
/** A screen that takes nothing in is sent away before what it has not read fills the memory; it comes back and names the last it got. */
const mostWaitingBytes = 1_000_000

export type Live = {
  push(announcements: readonly Announcement[]): void
  /** Asks anew who those are whom `isConcerned` names: what they may not hear any more they do not, and strangers are sent away. */
  review(isConcerned: (actor: Actor) => boolean): Promise<void>
  /** Joins at once, so that nothing falls between what was missed and what is pushed. */
  join(client: Newcomer, loadMissed: () => Promise<readonly Announcement[]>): Promise<void>
  readonly size: number
  close(): void
}

const events = new WeakMap<Announcement, string>()

/** Thousands may hear the same announcement; it is put into words once. */
function toEvent(it: Announcement): string {
  const text = events.get(it) ?? printEvent(it)
  events.set(it, text)
  return text
}

/** What is told for the moment alone has no number, so that nobody who reconnects asks for it. */
const printEvent = (it: Announcement): string =>
  `${it.seq ? `id: ${it.seq}\n` : ''}event: announcement\ndata: ${JSON.stringify({ name: it.name, subjectId: it.subjectId, at: it.at })}\n\n`

/** Beats until the answer is called; asking after thousands may take longer than the time between two beats. */
function startBeats(beat: () => Promise<void>): () => void {
  let isBeating = false
  const timer = setInterval(async () => {
    if (isBeating) return
    isBeating = true
    await beat()
    isBeating = false
  }, beatMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}

/** Makes the hub that live clients join. */
export function createLive(policy: LivePolicy): Live {
  const clients = new Set<Client>()
  const send = (client: Client, announcements: readonly Announcement[]): void => {
    const { raw } = client.reply
    if (raw.writableLength > mostWaitingBytes) {
      clients.delete(client)
      raw.destroy()
      return
    }
    const text = announcements
      .filter((it) => !client.told.delete(it.seq))
      .filter((it) => it.adcode === client.actor.adcode && policy(client.actor, it))
      .map(toEvent)
      .join('')
    if (text) raw.write(text)
  }
  /** While the database is away everybody stays who they were. */
  const isStillSomebody = async (client: Client): Promise<boolean> => {
    const actor = await client.isStillAllowed().catch(() => client.actor)
    if (actor) client.actor = actor
    else clients.delete(client)
    if (!actor && !client.waiting) client.reply.raw.end()
    return actor !== undefined
  }
  const endBeats = startBeats(async () => {
    for (const client of clients)
      if (!client.waiting && (await isStillSomebody(client))) client.reply.raw.write(': beat\n\n')
  })
  return {
    push: (announcements) => {
      for (const client of clients)
        if (client.waiting) client.waiting.push(...announcements)
        else send(client, announcements)
    },
    review: async (isConcerned) => {
      await Promise.all([...clients].filter((it) => isConcerned(it.actor)).map(isStillSomebody))
    },
    join: async (newcomer, loadMissed) => {
      const client: Client = { ...newcomer, waiting: [], told: new Set() }
      clients.add(client)
      client.reply.raw.on('close', () => clients.delete(client))
      const missed = await loadMissed().catch((error: unknown) => {
        clients.delete(client)
        throw error
      })
      const hasLeft = !clients.has(client)
      const pushed = client.waiting ?? []
      client.waiting = undefined
      client.reply.hijack()
      if (hasLeft) {
        client.reply.raw.end()
        return
      }
      client.reply.raw.writeHead(200, {
        ...(client.reply.getHeaders() as OutgoingHttpHeaders),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      client.reply.raw.write('retry: 2000\n\n')
      send(client, missed)
      for (const it of missed) client.told.add(it.seq)
      send(client, pushed)
    },
    get size() {
      return clients.size
    },
    close: () => {
      endBeats()
      for (const client of clients) if (!client.waiting) client.reply.raw.end('event: closing\ndata: {}\n\n')
      clients.clear()
    },
  }
}
