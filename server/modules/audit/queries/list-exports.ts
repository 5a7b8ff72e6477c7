/** One's exports of the audit, newest first. */
import type { AuditRun } from '#domain/audit/audit-run.ts'
import type { Query } from '#platform/query.ts'
import { findExportsOf } from '../store.ts'

export const listExports: Query<object, { exports: AuditRun[] }> = {
  name: 'audit.list-exports',
  run: async ({ db, actor }) => ({ exports: await findExportsOf(db, actor.adcode, actor.id) }),
}
