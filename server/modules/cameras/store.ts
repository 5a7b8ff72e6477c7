/** The SQL of cameras, watches and findings, and their rows as nouns. */
import type { CameraState } from '#domain/cameras/camera.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import type { Position } from '#domain/geography/geometry.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'

export type StoredCamera = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly address: string
  readonly point: Position
  readonly townCode: string | null
  readonly communityCode: string | null
  readonly cellCode: string | null
  readonly place: string
  readonly organisationId: string | null
  readonly kind: 'bullet' | 'dome' | 'panorama' | 'other'
  readonly bearing: number | null
  readonly angle: number | null
  readonly state: CameraState
  readonly access: 'centre' | 'restricted'
  readonly purpose: string
  readonly legalBasis: string
  readonly retentionDays: number
  /** How long a snapshot waits for a review before it is discarded and erased. */
  readonly waitDays: number
  /** May hold credentials: for the server alone. */
  readonly streamUrl: string | null
  readonly snapshotUrl: string | null
  readonly isDemonstration: boolean
  readonly version: number
}

type CameraRow = Omit<StoredCamera, 'point'> & { point: { x: number; y: number } }

const columns = `c.id, c.code, c.name, c.address, c.point, c.town_code as "townCode", c.community_code as "communityCode",
  c.cell_code as "cellCode", c.place, c.organisation_id as "organisationId", c.kind, c.bearing, c.angle, c.state, c.access,
  c.purpose, c.legal_basis as "legalBasis", c.retention_days as "retentionDays",
  c.wait_days as "waitDays", c.stream_url as "streamUrl",
  c.snapshot_url as "snapshotUrl", c.is_demonstration as "isDemonstration", c.version`

const toCamera = (row: CameraRow): StoredCamera => ({ ...row, point: [row.point.x, row.point.y] })

/** The cameras of a county by name, those of `ids` or all; ended ones too. */
export async function findCameras(
  db: Database,
  adcode: string,
  ids?: readonly string[],
): Promise<StoredCamera[]> {
  const rows = await db.rows<CameraRow>(
    `select ${columns} from cameras.cameras c where adcode = $1 and ($2::uuid[] is null or id = any($2::uuid[]))
     order by name, code`,
    [adcode, ids ?? null],
  )
  return rows.map(toCamera)
}

/** The camera of an id; throws `camera.unknown`. */
export async function getCamera(db: Database, adcode: string, id: string): Promise<StoredCamera> {
  const [camera] = await findCameras(db, adcode, [id])
  if (!camera) throw CameraProblem.unknown({ id })
  return camera
}

/** The camera of an open watch of the actor; throws `camera.watch-over`. */
export async function getWatchedCamera(
  db: Database,
  actor: Pick<Actor, 'id' | 'adcode'>,
  watchId: string,
  now: Date,
): Promise<StoredCamera> {
  const [row] = await db.rows<CameraRow>(
    `select ${columns} from cameras.watches w join cameras.cameras c on c.adcode = w.adcode and c.id = w.camera_id
     where w.adcode = $1 and w.id = $2 and w.person_id = $3 and w.ended_at is null and w.ends_at > $4`,
    [actor.adcode, watchId, actor.id, now],
  )
  if (!row) throw CameraProblem.watchOver({})
  return toCamera(row)
}

export type StoredFinding = {
  readonly id: string
  readonly cameraId: string
  readonly photoId: string
  readonly note: string
  readonly takenAt: Date
  readonly state: 'waiting' | 'reported' | 'discarded'
  readonly eraseAt: Date | null
  readonly erasedAt: Date | null
  readonly version: number
}

/** A finding by its id. */
export async function findFinding(
  db: Database,
  adcode: string,
  id: string,
): Promise<StoredFinding | undefined> {
  const [row] = await db.rows<StoredFinding>(
    `select id, camera_id as "cameraId", photo_id as "photoId", note, taken_at as "takenAt", state, erase_at as "eraseAt",
       erased_at as "erasedAt", version
     from cameras.findings where adcode = $1 and id = $2`,
    [adcode, id],
  )
  return row
}
