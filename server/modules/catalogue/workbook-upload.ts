/** The two endpoints that take an uploaded workbook, and the two that give a workbook out. */
import type {
  importWorkbookEndpoint,
  previewWorkbookEndpoint,
  WorkbookPreview,
} from '#domain/catalogue/contract.ts'
import { WorkbookProblem } from '#domain/catalogue/problems.ts'
import type { HandlerContext, InputOf } from '#platform/http/serve.ts'
import { signalOfLeaving } from '#platform/http/signal-of-leaving.ts'
import { type ImportReceipt, importCatalogue } from './commands/import-catalogue.ts'
import { exportCatalogue } from './export-catalogue.ts'
import { exportDifference } from './export-difference.ts'
import { getWorkbookMapping, previewWorkbook, toImportable } from './handbook-workbook.ts'
import { getVersion } from './queries/find-versions.ts'
import { findDifference } from './queries/show-difference.ts'
import { readHandbookWorkbook } from './workbook-in-thread.ts'

const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function uploadedBytes({ request }: HandlerContext): Promise<Uint8Array> {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw WorkbookProblem.missing({})
  return part.toBuffer()
}

/** Tells what importing the upload would change. */
export async function preview(
  context: HandlerContext,
  { mapping }: InputOf<typeof previewWorkbookEndpoint>,
): Promise<WorkbookPreview> {
  const { db, actor, reply } = context
  const bytes = await uploadedBytes(context)
  return previewWorkbook(db, actor.adcode, bytes, getWorkbookMapping(mapping), signalOfLeaving(reply))
}

/** Imports the upload as a draft. */
export async function importUpload(
  context: HandlerContext,
  { mapping, skipRefused }: InputOf<typeof importWorkbookEndpoint>,
): Promise<ImportReceipt> {
  const { act, actor, reply, requestId } = context
  const bytes = await uploadedBytes(context)
  const handbook = await readHandbookWorkbook(bytes, getWorkbookMapping(mapping), signalOfLeaving(reply))
  const content = toImportable(handbook, skipRefused)
  return act(actor, importCatalogue, { content }, { requestId })
}

/** Sends a version as a workbook. */
export async function download(
  { db, actor, now, reply }: HandlerContext,
  { id }: { id: string },
): Promise<undefined> {
  const { series, edition } = await getVersion(db, actor.adcode, id)
  const bytes = await exportCatalogue(db, id, now)
  await reply
    .type(excelType)
    .header('content-disposition', `attachment; filename="${series}-${edition}.xlsx"`)
    .send(Buffer.from(bytes))
  return undefined
}

/** Sends a difference as a workbook. */
export async function downloadDifference(
  { db, actor, now, reply }: HandlerContext,
  sides: { from: string; to: string },
): Promise<undefined> {
  const bytes = await exportDifference(await findDifference(db, actor, sides), now)
  await reply
    .type(excelType)
    .header('content-disposition', 'attachment; filename="catalogue-difference.xlsx"')
    .send(Buffer.from(bytes))
  return undefined
}
