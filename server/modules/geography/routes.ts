/** Areas, unit grids, places and map layers over HTTP. */
import * as addresses from '#domain/geography/address-contract.ts'
import * as contract from '#domain/geography/contract.ts'
import * as grid from '#domain/geography/grid/grid-contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { sendPlaces, sendPlaceTemplate, uploadPlaces } from './address-door.ts'
import { changeGridDraft } from './commands/change-grid-draft.ts'
import { changePlace } from './commands/change-place.ts'
import { createNoReportZone } from './commands/create-no-report-zone.ts'
import { createPlace } from './commands/create-place.ts'
import { endNoReportZone } from './commands/end-no-report-zone.ts'
import { endPlace } from './commands/end-place.ts'
import { judgePhrase } from './commands/judge-phrase.ts'
import { openGridDraft } from './commands/open-grid-draft.ts'
import { publishGridDraft } from './commands/publish-grid-draft.ts'
import { putResponsibility } from './commands/put-responsibility.ts'
import { discardGridDraft, redoGridDraft, undoGridDraft } from './commands/turn-grid-draft.ts'
import { listLibraryOfCounty } from './queries/find-places.ts'
import { getCellDescent, getGridDraft, listGridDrafts } from './queries/get-grid-draft.ts'
import { getMapLayer } from './queries/get-map-layer.ts'
import { getResponsibilityGrid } from './queries/get-responsibility-grid.ts'
import { getArea, listAreas } from './queries/list-areas.ts'
import { getCell, listCells } from './queries/list-cells.ts'
import { listHeardPhrases } from './queries/list-heard-phrases.ts'
import { listRankedUnits } from './queries/list-ranked-units.ts'
import { listResponsibilities } from './queries/list-responsibilities.ts'
import { locatePlace } from './queries/locate.ts'
import { searchAddressesOfCounty } from './queries/search-addresses.ts'
import { showGridOverview } from './queries/show-grid-overview.ts'
import { listPlaceHistory, showPlace } from './queries/show-place.ts'
import {
  downloadAreaSurvey,
  downloadCellSurvey,
  downloadGridDraft,
  uploadAreaSurvey,
  uploadCellSurvey,
  uploadGridSurvey,
} from './survey/survey-door.ts'

export const geographyRoutes: readonly Route[] = [
  answer(contract.listAreasEndpoint, listAreas),
  answer(contract.listRankedUnitsEndpoint, listRankedUnits),
  handle(contract.importAreaSurveyEndpoint, uploadAreaSurvey),
  handle(contract.exportAreaSurveyEndpoint, downloadAreaSurvey),
  answer(contract.getAreaEndpoint, getArea),
  answer(contract.listCellsEndpoint, listCells),
  handle(contract.importCellSurveyEndpoint, uploadCellSurvey),
  handle(contract.exportCellSurveyEndpoint, downloadCellSurvey),
  answer(contract.getCellEndpoint, getCell),
  answer(grid.getCellDescentEndpoint, getCellDescent),
  answer(contract.locateEndpoint, locatePlace),
  answer(contract.searchAddressesEndpoint, searchAddressesOfCounty),
  answer(addresses.listPlacesEndpoint, listLibraryOfCounty),
  answer(addresses.showPlaceEndpoint, showPlace),
  answer(addresses.showPlaceHistoryEndpoint, listPlaceHistory),
  serve(addresses.createPlaceEndpoint, createPlace),
  serve(addresses.changePlaceEndpoint, changePlace),
  serve(addresses.endPlaceEndpoint, endPlace),
  handle(addresses.importPlacesEndpoint, uploadPlaces),
  handle(addresses.placeTemplateEndpoint, sendPlaceTemplate),
  handle(addresses.exportPlacesEndpoint, sendPlaces),
  answer(addresses.listHeardPhrasesEndpoint, listHeardPhrases),
  serve(addresses.judgePhraseEndpoint, judgePhrase),
  answer(contract.listResponsibilitiesEndpoint, listResponsibilities),
  answer(grid.getResponsibilityEndpoint, getResponsibilityGrid),
  serve(contract.putResponsibilityEndpoint, putResponsibility),
  serve(contract.createNoReportZoneEndpoint, createNoReportZone),
  serve(contract.endNoReportZoneEndpoint, endNoReportZone),
  answer(contract.getMapLayerEndpoint, getMapLayer),
  answer(grid.showGridOverviewEndpoint, showGridOverview),
  answer(grid.listGridDraftsEndpoint, listGridDrafts),
  serve(grid.openGridDraftEndpoint, openGridDraft),
  handle(grid.importGridSurveyEndpoint, uploadGridSurvey),
  answer(grid.getGridDraftEndpoint, getGridDraft),
  serve(grid.changeGridDraftEndpoint, changeGridDraft),
  serve(grid.undoGridDraftEndpoint, undoGridDraft),
  serve(grid.redoGridDraftEndpoint, redoGridDraft),
  serve(grid.discardGridDraftEndpoint, discardGridDraft),
  serve(grid.publishGridDraftEndpoint, publishGridDraft),
  handle(grid.exportGridDraftEndpoint, downloadGridDraft),
]
