/** The photos of a case with what their cameras claim; of the place only how far it is from the case. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { CaseDetail } from '#domain/cases/contract.ts'
import { toCgcs2000 } from '#domain/geography/datum.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import { findPhotoClaims } from '#modules/evidence/index.ts'
import type { Database } from '#platform/database/database.ts'

/** The photos of `record` in their order. */
export async function claimedPhotos(
  db: Database,
  { adcode, photos, point }: CaseRecord,
): Promise<CaseDetail['photos']> {
  const claims = await findPhotoClaims(
    db,
    adcode,
    photos.map((it) => it.id),
  )
  return photos.map((photo) => {
    const claim = claims.get(photo.id)
    const metres = point && claim?.point && distanceMetres(point, toCgcs2000(claim.point, 'wgs84'))
    return {
      ...photo,
      takenAt: claim?.takenAt ?? null,
      metresAway: typeof metres === 'number' ? Math.round(metres) : null,
      erasedAt: claim?.erasedAt ?? null,
    }
  })
}
