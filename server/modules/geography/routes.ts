/** Areas, unit grids, places and map layers over HTTP. */
import * as addresses from '#domain/geography/address-contract.ts'
import * as contract from '#domain/geography/contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { sendPlaces, sendPlaceTemplate, uploadPlaces } from './address-door.ts'
import { changePlace } from './commands/change-place.ts'
import { createNoReportZone } from './commands/create-no-report-zone.ts'
import { createPlace } from './commands/create-place.ts'
import { endNoReportZone } from './commands/end-no-report-zone.ts'
import { endPlace } from './commands/end-place.ts'
import { judgePhrase } from './commands/judge-phrase.ts'
import { putResponsibility } from './commands/put-responsibility.ts'
import { listLibraryOfCounty } from './queries/find-places.ts'
import { getMapLayer } from './queries/get-map-layer.ts'
import { getArea, listAreas } from './queries/list-areas.ts'
import { getCell, listCells } from './queries/list-cells.ts'
import { listHeardPhrases } from './queries/list-heard-phrases.ts'
import { listRankedUnits } from './queries/list-ranked-units.ts'
import { listResponsibilities } from './queries/list-responsibilities.ts'
import { locatePlace } from './queries/locate.ts'
import { searchAddressesOfCounty } from './queries/search-addresses.ts'
import { listPlaceHistory, showPlace } from './queries/show-place.ts'
import {
  downloadAreaSurvey,
  downloadCellSurvey,
  uploadAreaSurvey,
  uploadCellSurvey,
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
  serve(contract.putResponsibilityEndpoint, putResponsibility),
  serve(contract.createNoReportZoneEndpoint, createNoReportZone),
  serve(contract.endNoReportZoneEndpoint, endNoReportZone),
  answer(contract.getMapLayerEndpoint, getMapLayer),
]
