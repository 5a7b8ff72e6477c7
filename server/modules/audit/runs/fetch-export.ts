/** The file of an export over HTTP, to whoever asked for it and nobody else. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AuditProblem } from '#domain/audit/problems.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { findRun } from '../store.ts'
import { exportPath } from './make-export.ts'

/** Sends the file under a name that says what it is and of which days. */
export async function fetchExport(
  folder: string,
  { db, actor, reply }: HandlerContext,
  { id }: { id: string },
): Promise<void> {
  const found = await findRun(db, actor.adcode, id)
  if (
    !found ||
    found.ownerId !== actor.id ||
    found.kind !== 'export' ||
    ['gone', 'failed'].includes(found.state)
  )
    throw AuditProblem.unknownExport({})
  if (found.state !== 'done') throw AuditProblem.notReady({})
  const path = exportPath(folder, found)
  const size = await stat(path).then(
    (it) => it.size,
    () => undefined,
  )
  if (size === undefined) throw AuditProblem.unknownExport({})
  const name = `${found.language === 'en' ? 'audit' : '审计记录'}_${found.from}_${found.to}.zip`
  await reply
    .type('application/zip')
    .header('content-length', size)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(createReadStream(path))
}
