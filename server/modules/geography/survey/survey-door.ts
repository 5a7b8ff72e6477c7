/** Survey files over HTTP: an upload in, a file out. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type * as contract from '#domain/geography/contract.ts'
import type * as gridContract from '#domain/geography/grid/grid-contract.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { findReferenceOfEpsg, type SurveyReference } from '#domain/geography/survey-reference.ts'
import type { ImportReport } from '#domain/table.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { signalOfLeaving } from '#platform/http/signal-of-leaving.ts'
import { getDraftRow, loadDraft } from '../queries/load-draft.ts'
import { exportAreaSurvey } from './export-area-survey.ts'
import { exportCellSurvey, exportDraftSurvey } from './export-cell-survey.ts'
import { importAreaSurvey } from './import-area-survey.ts'
import { importCellSurvey } from './import-cell-survey.ts'
import { importGridSurvey } from './import-grid-survey.ts'
import type { SurveyUpload } from './read-survey.ts'
import { unreadable } from './survey.ts'
import type { WrittenSurvey } from './write-survey.ts'

async function readUpload(
  request: HandlerContext['request'],
  layer: string | undefined,
): Promise<SurveyUpload> {
  const file = request.isMultipart() ? await request.file() : undefined
  if (file === undefined) throw unreadable('-', '请求中没有文件', 'the request brings no file')
  return { fileName: file.filename, bytes: new Uint8Array(await file.toBuffer()), layer }
}

type CellUpload = z.output<typeof contract.importCellSurveyEndpoint.query>

/** Reads the uploaded unit grids and imports or checks them. */
export async function uploadCellSurvey(
  { act, actor, db, request, reply, requestId }: HandlerContext,
  input: CellUpload,
): Promise<contract.CellImportReport> {
  const upload = await readUpload(request, input.layer)
  return importCellSurvey({ act, actor, db, adcode: actor.adcode }, upload, {
    validFrom: input.validFrom,
    columns: { code: input.codeColumn, areaClass: input.classColumn },
    toleranceSquareMetres: input.toleranceSquareMetres,
    dryRun: input.dryRun === 'true',
    requestId,
    signal: signalOfLeaving(reply),
  })
}

type GridUpload = z.output<typeof gridContract.importGridSurveyEndpoint.query>

/** Reads the uploaded unit grids and lays them into drafts. */
export async function uploadGridSurvey(
  { act, actor, db, now, request, reply, requestId }: HandlerContext,
  input: GridUpload,
): Promise<gridContract.GridSurveyReport> {
  const upload = await readUpload(request, input.layer)
  return importGridSurvey({ act, actor, db }, upload, {
    columns: { code: input.codeColumn, areaClass: input.classColumn },
    fileName: upload.fileName,
    today: chinaDayOf(now),
    requestId,
    signal: signalOfLeaving(reply),
  })
}

type GridDownload = { id: string } & z.output<typeof gridContract.exportGridDraftEndpoint.query>

/** Sends the cells of a draft as a file. */
export async function downloadGridDraft(
  { actor, db, reply }: HandlerContext,
  { id, format, epsg }: GridDownload,
): Promise<undefined> {
  const form = { format, reference: getReference(epsg) }
  const row = await getDraftRow(db, actor.adcode, id)
  const { state } = await loadDraft(db, actor.adcode, row)
  const cells = [...state.cells.values()].sort((a, b) => a.code.localeCompare(b.code))
  return send(reply, await exportDraftSurvey(row.communityCode, cells, form))
}

type AreaUpload = z.output<typeof contract.importAreaSurveyEndpoint.query>

/** Reads the uploaded areas and imports or checks them. */
export async function uploadAreaSurvey(
  { act, actor, request, reply, requestId }: HandlerContext,
  input: AreaUpload,
): Promise<ImportReport> {
  const upload = await readUpload(request, input.layer)
  return importAreaSurvey({ act, actor, adcode: actor.adcode }, upload, {
    validFrom: input.validFrom,
    columns: { code: input.codeColumn, name: input.nameColumn },
    toleranceSquareMetres: input.toleranceSquareMetres,
    dryRun: input.dryRun === 'true',
    requestId,
    signal: signalOfLeaving(reply),
  })
}

function getReference(epsg: number): SurveyReference {
  const reference = findReferenceOfEpsg(epsg)
  if (reference === undefined) throw GeographyProblem.projectionUnknown({ found: `EPSG:${epsg}` })
  return reference
}

const send = async (
  reply: HandlerContext['reply'],
  { fileName, bytes }: WrittenSurvey,
): Promise<undefined> => {
  await reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(Buffer.from(bytes))
}

type CellDownload = z.output<typeof contract.exportCellSurveyEndpoint.query>

/** Sends the unit grids of an area as a file. */
export async function downloadCellSurvey(
  { actor, db, now, reply }: HandlerContext,
  { areaCode, format, epsg, onDate }: CellDownload,
): Promise<undefined> {
  const form = { format, reference: getReference(epsg) }
  const day = onDate ?? chinaDayOf(now)
  return send(reply, await exportCellSurvey(db, actor.adcode, areaCode, day, form))
}

type AreaDownload = z.output<typeof contract.exportAreaSurveyEndpoint.query>

/** Sends the areas of a level as a file. */
export async function downloadAreaSurvey(
  { actor, db, now, reply }: HandlerContext,
  { level, format, epsg, onDate }: AreaDownload,
): Promise<undefined> {
  const form = { format, reference: getReference(epsg) }
  const which = { adcode: actor.adcode, level, onDate: onDate ?? chinaDayOf(now) }
  return send(reply, await exportAreaSurvey(db, which, form))
}
