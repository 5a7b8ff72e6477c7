/** Cases over HTTP; every action of the life-cycle table has its endpoint. */

import { listTaskCandidatesEndpoint } from '#domain/cases/candidate-contract.ts'
import {
  actionEndpoints,
  countCasesEndpoint,
  listCasesEndpoint,
  mapCasesEndpoint,
  showCaseEndpoint,
} from '#domain/cases/contract.ts'
import {
  listMovedDeadlinesEndpoint,
  previewCalendarEndpoint,
  readMovedDeadlinesEndpoint,
} from '#domain/cases/deadline-contract.ts'
import {
  endOrganisationEndpoint,
  leavePersonEndpoint,
  showOpenWorkEndpoint,
} from '#domain/cases/departure-contract.ts'
import { listDirectivesEndpoint, readDirectivesEndpoint } from '#domain/cases/directive-contract.ts'
import { showDraftEffectEndpoint } from '#domain/cases/draft-effect-contract.ts'
import {
  fetchExportEndpoint,
  listExportsEndpoint,
  requestExportEndpoint,
} from '#domain/cases/export-contract.ts'
import { showGridConsequencesEndpoint } from '#domain/cases/grid-consequences.ts'
import {
  handOnCaseEndpoint,
  holdCaseEndpoint,
  listColleaguesEndpoint,
  putBackCaseEndpoint,
} from '#domain/cases/hold-contract.ts'
import {
  countInnerOrdersEndpoint,
  innerActionEndpoints,
  issueInnerOrdersEndpoint,
  listCaseInnerOrdersEndpoint,
  listInnerOrdersEndpoint,
  listInnerUnitsEndpoint,
  previewInnerDeadlineEndpoint,
  showInnerOrderEndpoint,
} from '#domain/cases/inner-orders/inner-contract.ts'
import { caseTileEndpoint, countMapCasesEndpoint } from '#domain/cases/map-contract.ts'
import { tellPresenceEndpoint } from '#domain/cases/presence-contract.ts'
import {
  changeResponsibilityEndpoint,
  checkMatrixEndpoint,
  explainUnitEndpoint,
  exportMatrixEndpoint,
  importMatrixEndpoint,
  listRulesEndpoint,
  putResponsibilityRulesEndpoint,
  responsibilityCoverageEndpoint,
  suggestUnitEndpoint,
} from '#domain/cases/responsibility-contract.ts'
import {
  listSavedFiltersEndpoint,
  removeFilterEndpoint,
  saveFilterEndpoint,
} from '#domain/cases/saved-filter.ts'
import {
  changeCaseSettingsEndpoint,
  showCaseSettingsEndpoint,
  showCaseSettingsHistoryEndpoint,
} from '#domain/cases/settings-contract.ts'
import { showSheetMapEndpoint, takeSheetEndpoint } from '#domain/cases/sheet-contract.ts'
import { showSituationEndpoint } from '#domain/cases/situation-contract.ts'
import { showSurroundingsEndpoint } from '#domain/cases/surroundings-contract.ts'
import type { DrawLocationMap } from '#modules/basemap/index.ts'
import { createFileStore } from '#platform/files/file-store.ts'
import { sendTile } from '#platform/http/send-tile.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import type { CasesSettings } from './cases-settings.ts'
import { changeCaseSettings } from './commands/change-case-settings.ts'
import { changeResponsibility } from './commands/change-responsibility.ts'
import { endOrganisation } from './commands/end-organisation.ts'
import { handOnCase } from './commands/hand-on-case.ts'
import { holdCase } from './commands/hold-case.ts'
import { issueInnerOrders } from './commands/issue-inner-orders.ts'
import { leavePerson } from './commands/leave-person.ts'
import { putBackCase } from './commands/put-back-case.ts'
import { putResponsibilityRules } from './commands/put-responsibility-rules.ts'
import { readDirectives } from './commands/read-directives.ts'
import { readMovedDeadlines } from './commands/read-moved-deadlines.ts'
import { removeFilter } from './commands/remove-filter.ts'
import { requestExport } from './commands/request-export.ts'
import { saveFilter } from './commands/save-filter.ts'
import { takeCaseAction } from './commands/take-case-action.ts'
import { takeInnerAction } from './commands/take-inner-action.ts'
import { fetchExport } from './exports/fetch-export.ts'
import { checkMatrix, importMatrix, sendMatrix } from './matrix-door.ts'
import { noteRoutes } from './notes/note-routes.ts'
import { createPresences, type Presences, tellPresence } from './presence.ts'
import { countCases } from './queries/count-cases.ts'
import { countInnerOrders } from './queries/count-inner-orders.ts'
import { countMapCases } from './queries/count-map-cases.ts'
import { explainUnit } from './queries/explain-unit.ts'
import { getCase } from './queries/get-case.ts'
import { listCaseSettingsHistory, showCaseSettings } from './queries/get-case-settings.ts'
import { getCaseTile } from './queries/get-case-tile.ts'
import { getInnerOrder, listCaseInnerOrders } from './queries/get-inner-order.ts'
import { getResponsibilityCoverage, suggestUnit } from './queries/get-responsibility.ts'
import { getSituation } from './queries/get-situation.ts'
import { listCases } from './queries/list-cases.ts'
import { listColleagues } from './queries/list-colleagues.ts'
import { listDirectives } from './queries/list-directives.ts'
import { listExports } from './queries/list-exports.ts'
import { listInnerOrders } from './queries/list-inner-orders.ts'
import { listInnerUnits, previewInnerDeadline } from './queries/list-inner-units.ts'
import { listMovedDeadlines } from './queries/list-moved-deadlines.ts'
import { listRules } from './queries/list-rules.ts'
import { listSavedFilters } from './queries/list-saved-filters.ts'
import { listTaskCandidates } from './queries/list-task-candidates.ts'
import { mapCases } from './queries/map-cases.ts'
import { previewCalendar } from './queries/preview-calendar.ts'
import { showDraftEffect } from './queries/show-draft-effect.ts'
import { showGridConsequences } from './queries/show-grid-consequences.ts'
import { showOpenWork } from './queries/show-open-work.ts'
import { showSurroundings } from './queries/show-surroundings.ts'
import { sendSheet } from './sheet/send-sheet.ts'
import { sendSheetMap } from './sheet/send-sheet-map.ts'

/** Actions that another module serves, because they touch its records too. */
const servedElsewhere = new Set(['merge', 'recordReturnVisit'])

export const caseRoutes = (
  { exportsFolder, photosFolder }: CasesSettings,
  drawMap: DrawLocationMap,
  presences: Presences = createPresences(),
): readonly Route[] => [
  answer(listCasesEndpoint, listCases),
  answer(countCasesEndpoint, countCases),
  answer(showCaseEndpoint, getCase),
  answer(showSituationEndpoint, getSituation),
  answer(showGridConsequencesEndpoint, showGridConsequences),
  answer(showSurroundingsEndpoint, showSurroundings),
  answer(mapCasesEndpoint, mapCases),
  answer(listDirectivesEndpoint, listDirectives),
  serve(readDirectivesEndpoint, readDirectives),
  serve(holdCaseEndpoint, holdCase),
  serve(handOnCaseEndpoint, handOnCase),
  serve(putBackCaseEndpoint, putBackCase),
  answer(listColleaguesEndpoint, listColleagues),
  answer(listTaskCandidatesEndpoint, listTaskCandidates),
  answer(showOpenWorkEndpoint, showOpenWork),
  serve(leavePersonEndpoint, leavePerson),
  serve(endOrganisationEndpoint, endOrganisation),
  answer(listSavedFiltersEndpoint, listSavedFilters),
  serve(saveFilterEndpoint, saveFilter),
  serve(removeFilterEndpoint, removeFilter),
  serve(requestExportEndpoint, requestExport),
  answer(listExportsEndpoint, listExports),
  handle(fetchExportEndpoint, (context, input) => fetchExport(exportsFolder, context, input)),
  handle(takeSheetEndpoint, sendSheet(createFileStore(photosFolder), drawMap)),
  handle(showSheetMapEndpoint, sendSheetMap(drawMap)),
  handle(caseTileEndpoint, async (context, input) =>
    sendTile(context, await getCaseTile.run(context, input)),
  ),
  answer(countMapCasesEndpoint, countMapCases),
  answer(showCaseSettingsEndpoint, showCaseSettings),
  answer(showCaseSettingsHistoryEndpoint, listCaseSettingsHistory),
  serve(changeCaseSettingsEndpoint, changeCaseSettings),
  answer(suggestUnitEndpoint, suggestUnit),
  answer(responsibilityCoverageEndpoint, getResponsibilityCoverage),
  serve(putResponsibilityRulesEndpoint, putResponsibilityRules),
  answer(listInnerOrdersEndpoint, listInnerOrders),
  answer(countInnerOrdersEndpoint, countInnerOrders),
  answer(showInnerOrderEndpoint, getInnerOrder),
  answer(listCaseInnerOrdersEndpoint, listCaseInnerOrders),
  answer(listInnerUnitsEndpoint, listInnerUnits),
  answer(previewInnerDeadlineEndpoint, previewInnerDeadline),
  serve(issueInnerOrdersEndpoint, issueInnerOrders),
  ...innerActionEndpoints.map(({ action, endpoint }) => serve(endpoint, takeInnerAction(action))),
  answer(listRulesEndpoint, listRules),
  answer(previewCalendarEndpoint, previewCalendar),
  answer(showDraftEffectEndpoint, showDraftEffect),
  answer(listMovedDeadlinesEndpoint, listMovedDeadlines),
  serve(readMovedDeadlinesEndpoint, readMovedDeadlines),
  answer(explainUnitEndpoint, explainUnit),
  serve(changeResponsibilityEndpoint, changeResponsibility),
  handle(checkMatrixEndpoint, checkMatrix),
  handle(importMatrixEndpoint, importMatrix),
  handle(exportMatrixEndpoint, sendMatrix),
  ...noteRoutes,
  handle(tellPresenceEndpoint, (context, input) => tellPresence(presences, context, input)),
  ...actionEndpoints
    .filter(({ action }) => !servedElsewhere.has(action))
    .map(({ action, endpoint }) => serve(endpoint, takeCaseAction(action))),
]
