/** The file of an export over HTTP, to whoever asked for it and nobody else. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ExportProblem } from '#domain/cases/export-contract.ts'
import { chinaTimeOf } from '#domain/china-time.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { findExport } from './export-store.ts'
import { exportPath } from './make-export.ts'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Sends the file under a name that says what it is and of when. */
export async function fetchExport(
  folder: string,
  { db, actor, reply }: HandlerContext,
  { id }: { id: string },
): Promise<void> {
  const found = await findExport(db, actor.adcode, id)
  if (!found || found.ownerId !== actor.id || found.state === 'gone' || found.state === 'failed')
    throw ExportProblem.unknown({})
  if (found.state !== 'done') throw ExportProblem.notReady({})
  const path = exportPath(folder, found)
  const size = await stat(path).then(
    (it) => it.size,
    () => undefined,
  )
  if (size === undefined) throw ExportProblem.unknown({})
  const { onDate, time } = chinaTimeOf(found.requestedAt)
  const name = `${found.language === 'zh' ? '案卷' : 'cases'}_${onDate}_${time.replace(':', '')}.${found.format}`
  await reply
    .type(types[found.format])
    .header('content-length', size)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(createReadStream(path))
}
