/** Survey files over HTTP: an upload in, a file out. */
import type { z } from 'zod'
import type {
  CellImportReport,
  exportCellSurveyEndpoint,
  importCellSurveyEndpoint,
} from '#domain/geography/contract.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { findReferenceOfEpsg } from '#domain/geography/survey-reference.ts'
import { chinaTimeOf } from '#domain/geography/validity.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { exportCellSurvey } from './export-cell-survey.ts'
import { importCellSurvey } from './import-cell-survey.ts'
import { readSurvey, unzipSurvey } from './read-survey.ts'
import { unreadable } from './survey.ts'

type Upload = z.output<typeof importCellSurveyEndpoint.query>

/** Reads the uploaded file and imports or checks it. */
export async function uploadCellSurvey(
  { act, actor, db, request, requestId }: HandlerContext,
  input: Upload,
): Promise<CellImportReport> {
  const file = request.isMultipart() ? await request.file() : undefined
  if (file === undefined) throw unreadable('-', '请求中没有文件', 'the request brings no file')
  const bytes = new Uint8Array(await file.toBuffer())
  const isZip = file.filename.toLowerCase().endsWith('.zip')
  const files = isZip ? await unzipSurvey(file.filename, bytes) : new Map([[file.filename, bytes]])
  const survey = await readSurvey(files, input.layer)
  return importCellSurvey({ act, actor, db, adcode: actor.adcode }, survey, {
    validFrom: input.validFrom,
    columns: { code: input.codeColumn, areaClass: input.classColumn },
    toleranceSquareMetres: input.toleranceSquareMetres,
    dryRun: input.dryRun === 'true',
    requestId,
  })
}

type Download = z.output<typeof exportCellSurveyEndpoint.query>

/** Sends the unit grids of an area as a file. */
export async function downloadCellSurvey(
  { actor, db, now, reply }: HandlerContext,
  { areaCode, format, epsg, onDate }: Download,
): Promise<undefined> {
  const reference = findReferenceOfEpsg(epsg)
  if (reference === undefined) throw GeographyProblem.projectionUnknown({ found: `EPSG:${epsg}` })
  const day = onDate ?? chinaTimeOf(now).onDate
  const { fileName, bytes } = await exportCellSurvey(db, actor.adcode, areaCode, day, { format, reference })
  await reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(Buffer.from(bytes))
}
