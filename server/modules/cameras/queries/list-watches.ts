/** Who watched which camera; for whoever reads the county's logs. */
import type { WatchView } from '#domain/cameras/contract.ts'
import type { Query } from '#platform/query.ts'

const most = 200

export const listWatches: Query<{ cameraId?: string | undefined }, { watches: WatchView[] }> = {
  name: 'camera.list-watches',
  async run({ db, actor }, { cameraId }) {
    const rows = await db.rows<Omit<WatchView, 'startedAt' | 'endedAt'> & { startedAt: Date; endedAt: Date }>(
      `select w.id, w.camera_id as "cameraId", c.name as "cameraName", w.person_name as "personName", w.reason,
         w.started_at as "startedAt", coalesce(w.ended_at, w.ends_at) as "endedAt"
       from cameras.watches w join cameras.cameras c on c.adcode = w.adcode and c.id = w.camera_id
       where w.adcode = $1 and ($2::uuid is null or w.camera_id = $2) order by w.started_at desc, w.id desc limit ${most}`,
      [actor.adcode, cameraId ?? null],
    )
    return {
      watches: rows.map((it) => ({
        ...it,
        startedAt: it.startedAt.toISOString(),
        endedAt: it.endedAt.toISOString(),
      })),
    }
  },
}
