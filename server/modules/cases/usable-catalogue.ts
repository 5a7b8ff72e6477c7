/**
 * Which catalogues a case may be classified by: what the county sees and what is or was in force. A phone that was
 * offline may still hold the edition before; a draft, or what another county keeps for itself, is none.
 */
import { chinaDayOf } from '#domain/china-time.ts'
import { findCatalogueInForce, findVersions } from '#modules/catalogue/index.ts'
import type { Database } from '#platform/database/database.ts'

/** Whether cases of `adcode` may be classified by the version at `at`. */
export async function isUsableCatalogue(
  db: Database,
  adcode: string,
  versionId: string,
  at: Date,
): Promise<boolean> {
  // The usual answer is remembered; only an older edition is looked for.
  if ((await findCatalogueInForce(db, adcode, at))?.id === versionId) return true
  const version = (await findVersions(db, adcode)).find((it) => it.id === versionId)
  return version?.state === 'published' && version.validFrom !== null && version.validFrom <= chinaDayOf(at)
}
