/**
 * How the driver is told to connect: to the one server of a connection string, or to whichever of several is the primary at
 * the moment of connecting.
 */
import pg from 'pg'
import { finderOf, type PrimaryFinder } from './primary-finder.ts'

type Answer = (error: Error | null) => void
/** The signature is the driver's own, with all its variants. */
type Connect = (answer?: Answer) => Promise<void> | undefined
/** What the driver has and its types do not tell. */
type Inner = { connection: { stream: { destroy(): void } } }

/** Options for a pool, or a client, of the servers of a connection string. */
export type Connection = { readonly connectionString: string; readonly Client?: typeof pg.Client }

/** Connects to the primary of `url`, in a class of clients that goes on from `Base`. */
export function connectTo(url: string, Base: typeof pg.Client = pg.Client): Connection {
  const finder = finderOf(url)
  if (!finder) return { connectionString: url }
  return { connectionString: finder.urls[0] ?? url, Client: followingClient(finder, Base) }
}

/** A connection of its own to the primary of `url`, not yet connected. */
export function newClient(url: string, options: pg.ClientConfig = {}): pg.Client {
  const { connectionString, Client = pg.Client } = connectTo(url)
  const client = new Client({ ...options, connectionString })
  client.on('error', () => {}) // A lost connection is told by the statement that runs, and must not end the process.
  return client
}

function followingClient(finder: PrimaryFinder, Base: typeof pg.Client): typeof pg.Client {
  const places = finder.urls.map((url) => {
    const { host, port } = new pg.Client({ connectionString: url })
    return { host, port }
  })
  return class FollowingClient extends Base {
    override connect(answer?: unknown): never {
      const connect = super.connect as unknown as Connect
      const connecting = (async () => {
        const place = await finder.find()
        Object.assign(this, places[place])
        try {
          await connect.call(this)
        } catch (error) {
          finder.doubt()
          throw error
        }
        const { connection } = this as unknown as Inner
        const follower = { place, leave: () => connection.stream.destroy() }
        finder.follow(follower)
        this.once('end', () => finder.unfollow(follower))
      })()
      if (!answer) return connecting as never
      connecting.then(
        () => process.nextTick(answer as Answer, null),
        (error: Error) => process.nextTick(answer as Answer, error),
      )
      return undefined as never
    }
  }
}
