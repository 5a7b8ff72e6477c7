/** Asks for a file of a list of cases; it is made in the background, as the person may then see the list. */
import type { z } from 'zod'
import {
  ExportProblem,
  mostExportsAtOnce,
  type requestExportEndpoint,
} from '#domain/cases/export-contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'

type RequestExport = z.output<typeof requestExportEndpoint.body>

export const requestExport: Command<RequestExport, { id: string }> = {
  name: 'case-export.request',
  permission: 'case.export',
  async run({ db, adcode, actor, now, write, announce, concerns }, input) {
    const [open] = await db.rows<{ total: number }>(
      `select count(*)::int as total from cases.exports
       where adcode = $1 and owner_id = $2 and state in ('waiting', 'running')`,
      [adcode, actor.id],
    )
    if ((open?.total ?? 0) >= mostExportsAtOnce) throw ExportProblem.tooMany({ most: mostExportsAtOnce })
    const id = newId()
    write.insert('cases.exports', {
      adcode,
      id,
      owner_id: actor.id,
      state: 'waiting',
      ...input,
      requested_at: now,
      heard_at: now,
      version: 1,
    })
    announce({ name: 'case-export.requested', subjectId: id, data: { ownerId: actor.id } })
    concerns(id)
    return { id }
  },
}
