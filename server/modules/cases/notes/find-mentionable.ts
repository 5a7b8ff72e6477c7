/** Who may be mentioned on a case: enabled people with the right to notes who may see it. Never a citizen. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import { type Colleague, findColleagues } from '#modules/identity/index.ts'
import type { Database } from '#platform/database/database.ts'
import { getCaseSettings } from '../case-settings.ts'
import { mayReadAs } from '../policy.ts'

/** The people who may see the notes of `record`. */
export async function findMentionable(db: Database, record: CaseRecord): Promise<Colleague[]> {
  const [{ mergedPosts }, people] = await Promise.all([
    getCaseSettings(db, record.adcode),
    findColleagues(db, record.adcode),
  ])
  return people.filter((it) => permissionsOf(it.posts, mergedPosts).has('case.note') && mayReadAs(it, record))
}
