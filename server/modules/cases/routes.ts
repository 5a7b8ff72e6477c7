/** Cases over HTTP; every action of the life-cycle table has its endpoint. */
import {
  actionEndpoints,
  changeCaseSettingsEndpoint,
  countCasesEndpoint,
  listCasesEndpoint,
  mapCasesEndpoint,
  showCaseEndpoint,
  showCaseSettingsEndpoint,
} from '#domain/cases/contract.ts'
import {
  endOrganisationEndpoint,
  leavePersonEndpoint,
  showOpenWorkEndpoint,
} from '#domain/cases/departure-contract.ts'
import {
  fetchExportEndpoint,
  listExportsEndpoint,
  requestExportEndpoint,
} from '#domain/cases/export-contract.ts'
import {
  handOnCaseEndpoint,
  holdCaseEndpoint,
  listColleaguesEndpoint,
  putBackCaseEndpoint,
} from '#domain/cases/hold-contract.ts'
import { caseTileEndpoint, countMapCasesEndpoint } from '#domain/cases/map-contract.ts'
import { tellPresenceEndpoint } from '#domain/cases/presence-contract.ts'
import {
  putResponsibilityRulesEndpoint,
  responsibilityCoverageEndpoint,
  suggestUnitEndpoint,
} from '#domain/cases/responsibility-contract.ts'
import {
  listSavedFiltersEndpoint,
  removeFilterEndpoint,
  saveFilterEndpoint,
} from '#domain/cases/saved-filter.ts'
import { sendTile } from '#platform/http/send-tile.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { getCaseSettings } from './case-settings.ts'
import { changeCaseSettings } from './commands/change-case-settings.ts'
import { endOrganisation } from './commands/end-organisation.ts'
import { handOnCase } from './commands/hand-on-case.ts'
import { holdCase } from './commands/hold-case.ts'
import { leavePerson } from './commands/leave-person.ts'
import { putBackCase } from './commands/put-back-case.ts'
import { putResponsibilityRules } from './commands/put-responsibility-rules.ts'
import { removeFilter } from './commands/remove-filter.ts'
import { requestExport } from './commands/request-export.ts'
import { saveFilter } from './commands/save-filter.ts'
import { takeCaseAction } from './commands/take-case-action.ts'
import { fetchExport } from './exports/fetch-export.ts'
import { noteRoutes } from './notes/note-routes.ts'
import { createPresences, type Presences, tellPresence } from './presence.ts'
import { countCases } from './queries/count-cases.ts'
import { countMapCases } from './queries/count-map-cases.ts'
import { getCase } from './queries/get-case.ts'
import { getCaseTile } from './queries/get-case-tile.ts'
import { getResponsibilityCoverage, suggestUnit } from './queries/get-responsibility.ts'
import { listCases } from './queries/list-cases.ts'
import { listColleagues } from './queries/list-colleagues.ts'
import { listExports } from './queries/list-exports.ts'
import { listSavedFilters } from './queries/list-saved-filters.ts'
import { mapCases } from './queries/map-cases.ts'
import { showOpenWork } from './queries/show-open-work.ts'

/** Actions that another module serves, because they touch its records too. */
const servedElsewhere = new Set(['merge', 'recordReturnVisit'])

export const caseRoutes = (
  exportsFolder: string,
  presences: Presences = createPresences(),
): readonly Route[] => [
  answer(listCasesEndpoint, listCases),
  answer(countCasesEndpoint, countCases),
  answer(showCaseEndpoint, getCase),
  answer(mapCasesEndpoint, mapCases),
  serve(holdCaseEndpoint, holdCase),
  serve(handOnCaseEndpoint, handOnCase),
  serve(putBackCaseEndpoint, putBackCase),
  answer(listColleaguesEndpoint, listColleagues),
  answer(showOpenWorkEndpoint, showOpenWork),
  serve(leavePersonEndpoint, leavePerson),
  serve(endOrganisationEndpoint, endOrganisation),
  answer(listSavedFiltersEndpoint, listSavedFilters),
  serve(saveFilterEndpoint, saveFilter),
  serve(removeFilterEndpoint, removeFilter),
  serve(requestExportEndpoint, requestExport),
  answer(listExportsEndpoint, listExports),
  handle(fetchExportEndpoint, (context, input) => fetchExport(exportsFolder, context, input)),
  handle(caseTileEndpoint, async (context, input) =>
    sendTile(context, await getCaseTile.run(context, input)),
  ),
  answer(countMapCasesEndpoint, countMapCases),
  answer(showCaseSettingsEndpoint, {
    name: 'case-settings.get',
    run: ({ db, actor }) => getCaseSettings(db, actor.adcode),
  }),
  serve(changeCaseSettingsEndpoint, changeCaseSettings),
  answer(suggestUnitEndpoint, suggestUnit),
  answer(responsibilityCoverageEndpoint, getResponsibilityCoverage),
  serve(putResponsibilityRulesEndpoint, putResponsibilityRules),
  ...noteRoutes,
  handle(tellPresenceEndpoint, (context, input) => tellPresence(presences, context, input)),
  ...actionEndpoints
    .filter(({ action }) => !servedElsewhere.has(action))
    .map(({ action, endpoint }) => serve(endpoint, takeCaseAction(action))),
]
