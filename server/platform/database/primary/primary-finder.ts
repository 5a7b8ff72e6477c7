/**
 * Finds, among the servers of a connection string, the one that takes writes, and goes on looking. After a standby was
 * promoted everything moves to it. A primary on an older timeline than one already seen is the one that was replaced: it
 * is never worked with again, though it answers and takes itself for the primary.
 */
import { DatabaseProblem } from '../../problems.ts'
import { lookAtHost, type Sight } from './look-at-host.ts'
import { nameHost, splitHosts } from './split-hosts.ts'

/** How often the servers are asked while somebody is connected. */
const lookEvery = 2_000

/** A connection that must be given up when its server is not the primary any more. */
export type Follower = { readonly place: number; leave(): void }

export type Moved = (to: string, others: readonly string[]) => void

export class PrimaryFinder {
  readonly urls: readonly string[]
  private current: number | undefined
  private newest = { system: '', timeline: 0 }
  private asking: Promise<number> | undefined
  private timer: NodeJS.Timeout | undefined
  private readonly followers = new Set<Follower>()
  private readonly listeners = new Set<Moved>()

  private readonly look: (url: string) => Promise<Sight | undefined>

  constructor(urls: readonly string[], look = lookAtHost) {
    this.urls = urls
    this.look = look
  }

  /** The number of the primary among the servers, as far as is known; throws `database.unavailable` where there is none. */
  find(): Promise<number> {
    return this.current === undefined ? this.ask() : Promise.resolve(this.current)
  }

  /** Forgets which it is, after a connection could not be had. */
  doubt(): void {
    this.current = undefined
  }

  /** Hears of every move; gives back how to hear no more. */
  onMove(listener: Moved): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  follow(follower: Follower): void {
    this.followers.add(follower)
    // What fails here is asked again in two seconds, and by whoever needs a connection before.
    this.timer ??= setInterval(() => void this.ask().catch(() => undefined), lookEvery).unref()
  }

  unfollow(follower: Follower): void {
    this.followers.delete(follower)
    if (this.followers.size) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  /** Asks every server anew, and moves where another is the primary now. */
  ask(): Promise<number> {
    this.asking ??= this.lookAround().finally(() => {
      this.asking = undefined
    })
    return this.asking
  }

  private async lookAround(): Promise<number> {
    const sights = await Promise.all(this.urls.map((it) => this.look(it)))
    const primaries = sights
      .flatMap((it, place) => (it?.isPrimary ? [{ ...it, place }] : []))
      .filter(({ system }) => this.newest.system === '' || system === this.newest.system)
      .filter(({ timeline }) => timeline >= this.newest.timeline)
      .sort((a, b) => b.timeline - a.timeline)
    const [best] = primaries
    if (!best) {
      this.current = undefined
      throw DatabaseProblem.unavailable({ reason: 'no server is the primary' })
    }
    this.newest = { system: best.system, timeline: best.timeline }
    this.moveTo(best.place)
    return best.place
  }

  private moveTo(place: number): void {
    this.current = place
    const left = [...this.followers].filter((it) => it.place !== place)
    for (const it of left) it.leave()
    if (!left.length) return
    const others = [...new Set(left.map((it) => nameHost(this.urls[it.place] ?? '')))]
    for (const tell of this.listeners) tell(nameHost(this.urls[place] ?? ''), others)
  }
}

const known = new Map<string, PrimaryFinder>()

/** The one finder of a connection string; undefined where it names one server only. */
export function finderOf(url: string): PrimaryFinder | undefined {
  const urls = splitHosts(url)
  if (urls.length === 1) return undefined
  const found = known.get(url) ?? new PrimaryFinder(urls)
  known.set(url, found)
  return found
}
