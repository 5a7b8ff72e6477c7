/** Pictures from cameras by what became of them, of the cameras that whoever asks may watch. */
import type { FindingView, findingStates } from '#domain/cameras/finding-contract.ts'
import type { Query } from '#platform/query.ts'
import { mayWatch } from '../policy.ts'
import { findCameras, type StoredFinding } from '../store.ts'

type Row = StoredFinding & {
  takenBy: string
  isFetched: boolean
  reviewedBy: string | null
  reviewedAt: Date | null
  reason: string | null
  caseId: string | null
  reportNumber: string | null
}

const most = 200

export const listFindings: Query<
  { state: (typeof findingStates)[number] },
  { waiting: number; findings: FindingView[] }
> = {
  name: 'finding.list',
  async run({ db, actor }, { state }) {
    const { adcode } = actor
    const cameras = new Map(
      (await findCameras(db, adcode)).filter((it) => mayWatch(actor, it)).map((it) => [it.id, it]),
    )
    const ids = [...cameras.keys()]
    const [counted] = await db.rows<{ waiting: number }>(
      `select count(*)::int as waiting from cameras.findings
       where adcode = $1 and state = 'waiting' and camera_id = any($2::uuid[])`,
      [adcode, ids],
    )
    const rows = await db.rows<Row>(
      `select f.id, camera_id as "cameraId", case when p.erased_at is null then photo_id end as "photoId", note, taken_at as "takenAt", state, version,
         taken_by_name as "takenBy", is_fetched as "isFetched", reviewed_by_name as "reviewedBy",
         reviewed_at as "reviewedAt", reason, erase_at as "eraseAt", f.erased_at as "erasedAt", case_id as "caseId",
         report_number as "reportNumber"
       from cameras.findings f left join evidence.photo_facts p on p.adcode = f.adcode and p.id = f.photo_id
       where f.adcode = $1 and state = $2 and camera_id = any($3::uuid[])
       order by taken_at ${state === 'waiting' ? 'asc' : 'desc'}, f.id limit ${most}`,
      [adcode, state, ids],
    )
    return {
      waiting: counted?.waiting ?? 0,
      findings: rows.flatMap(({ cameraId, eraseAt, erasedAt, ...row }) => {
        const camera = cameras.get(cameraId)
        if (!camera) return []
        const { id, name, code, isDemonstration, point, place, address } = camera
        return {
          ...row,
          camera: { id, name, code, isDemonstration },
          point,
          place,
          address,
          photoId: erasedAt ? null : row.photoId,
          erasesAt: erasedAt ? null : (eraseAt?.toISOString() ?? null),
          takenAt: row.takenAt.toISOString(),
          reviewedAt: row.reviewedAt?.toISOString() ?? null,
        }
      }),
    }
  },
}
