/** What a module hands to the house; the list of modules in `server/modules.ts` is the only wiring. */
import type { Database } from './database/database.ts'
import type { ConstraintProblems } from './database/database-errors.ts'
import type { ReachOf } from './database/wall.ts'
import type { LivePolicy } from './http/live.ts'
import type { LiveView } from './http/live-view.ts'
import type { Route } from './http/serve.ts'
import type { Job, Reaction } from './jobs/jobs.ts'
import type { HouseGauge } from './observe/house-gauge.ts'
import type { Announcement } from './relay/announcement.ts'
import type { Listener } from './relay/relay.ts'
import type { SealedColumn } from './sealing/sealed-column.ts'
import type { Sealer } from './sealing/sealer.ts'

export type Module = {
  readonly name: string
  readonly routes: readonly Route[]
  readonly reactions?: readonly Reaction[]
  readonly jobs?: readonly Job[]
  /** What its constraints mean to a person. */
  readonly constraints?: ConstraintProblems
  /** Hears every announcement in this process, for caches that must follow; must be quick. */
  readonly listeners?: readonly ((database: Database) => Listener)[]
  /** How far somebody sees inside the county; one module of a house knows. */
  readonly reachOf?: ReachOf
  /** Figures about how it stands, told to whoever watches the running house. */
  readonly gauges?: (database: Database, sealer: Sealer) => readonly HouseGauge[]
  /**
   * Whether an announcement may have changed what somebody may do: the subject of it, or everybody of the county. Their
   * open streams are asked anew at once.
   */
  readonly changesRights?: (announcement: Announcement) => 'subject' | 'county' | undefined
  /** Who may learn of its announcements: by name up to the dot (`case` for `case.filed`). */
  readonly live?: Readonly<Record<string, LivePolicy>>
  /** Its columns that only the program may read: sealed anew when the key changes, counted and verified. */
  readonly sealed?: readonly SealedColumn[]
  /** Answers that screens look at all day, pushed as they change. */
  readonly liveViews?: readonly LiveView[]
}
