/** Reports over HTTP. */
import {
  createReportEndpoint,
  findCallerHistoryEndpoint,
  listCaseReportsEndpoint,
  listMyReportsEndpoint,
  mergeCaseEndpoint,
  recordReturnVisitEndpoint,
  suggestEndpoint,
  unmaskCallerEndpoint,
} from '#domain/intake/contract.ts'
import {
  changeWordingsEndpoint,
  showWordingHistoryEndpoint,
  showWordingsEndpoint,
} from '#domain/intake/notice-contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { showCaller, showCallerHistory } from './caller-door.ts'
import { changeWordings } from './commands/change-wordings.ts'
import { createReport } from './commands/create-report.ts'
import { mergeCase } from './commands/merge-case.ts'
import { recordReturnVisit } from './commands/record-return-visit.ts'
import { listCaseReports, listMyReports } from './queries/list-reports.ts'
import { listWordingHistory, showWordings } from './queries/show-wordings.ts'
import { suggest } from './queries/suggest.ts'

export const intakeRoutes: readonly Route[] = [
  serve(createReportEndpoint, createReport),
  answer(suggestEndpoint, suggest),
  answer(listCaseReportsEndpoint, listCaseReports),
  answer(listMyReportsEndpoint, listMyReports),
  handle(unmaskCallerEndpoint, showCaller),
  handle(findCallerHistoryEndpoint, showCallerHistory),
  serve(mergeCaseEndpoint, mergeCase),
  serve(recordReturnVisitEndpoint, recordReturnVisit),
  answer(showWordingsEndpoint, showWordings),
  answer(showWordingHistoryEndpoint, listWordingHistory),
  serve(changeWordingsEndpoint, changeWordings),
]
