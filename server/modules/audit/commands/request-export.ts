/** Asks for a file of the lines of some days with all that proves them; it is made in the background. */
import type { z } from 'zod'
import { mostExportDays } from '#domain/audit/audit-run.ts'
import type { requestAuditExportEndpoint } from '#domain/audit/contract.ts'
import { AuditProblem } from '#domain/audit/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { endOf, startOf } from '../queries/line-conditions.ts'
import { writeNewRun } from '../store.ts'

type RequestExport = z.output<typeof requestAuditExportEndpoint.body>

const dayMilliseconds = 86_400_000

export const requestExport: Command<RequestExport, { id: string }> = {
  name: 'audit.request-export',
  permission: 'audit.export',
  async run({ adcode, actor, now, write, announce, concerns }, days) {
    const length = endOf(days.to).getTime() - startOf(days.from).getTime()
    if (length <= 0 || length > mostExportDays * dayMilliseconds) throw AuditProblem.days({})
    const id = newId()
    writeNewRun(write, { adcode, id, kind: 'export', ownerId: actor.id, ownerName: actor.name, days }, now)
    announce({ name: 'audit-run.requested', subjectId: id })
    concerns(id)
    return { id }
  },
}
