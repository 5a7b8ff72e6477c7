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
import {
  changeRetentionEndpoint,
  eraseCallerEndpoint,
  exportCallerEndpoint,
  liftHoldEndpoint,
  placeHoldEndpoint,
  previewRetentionEndpoint,
  showRetentionEndpoint,
  showRetentionHistoryEndpoint,
} from '#domain/intake/retention-contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { showCaller, showCallerHistory } from './caller-door.ts'
import { changeWordings } from './commands/change-wordings.ts'
import { createReport } from './commands/create-report.ts'
import { mergeCase } from './commands/merge-case.ts'
import { recordReturnVisit } from './commands/record-return-visit.ts'
import { listCaseReports, listMyReports } from './queries/list-reports.ts'
import { listWordingHistory, showWordings } from './queries/show-wordings.ts'
import { suggest } from './queries/suggest.ts'
import { changeRetention } from './retention/change-retention.ts'
import { liftHold, placeHold } from './retention/hold-case.ts'
import { eraseCallerNow, exportCaller } from './retention/rights-of-callers.ts'
import { listRetentionHistory, previewRetention, showRetention } from './retention/show-retention.ts'

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
  answer(showRetentionEndpoint, showRetention),
  answer(previewRetentionEndpoint, previewRetention),
  serve(changeRetentionEndpoint, changeRetention),
  answer(showRetentionHistoryEndpoint, listRetentionHistory),
  serve(placeHoldEndpoint, placeHold),
  serve(liftHoldEndpoint, liftHold),
  handle(exportCallerEndpoint, exportCaller),
  handle(eraseCallerEndpoint, eraseCallerNow),
]
