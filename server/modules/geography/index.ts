/** The door of geography: where things are, and who looks after the place. */

import { AddressProblem } from '#domain/geography/address-problems.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { may } from '#platform/actor.ts'
import type { Module } from '#platform/module.ts'
import { geographyReactions } from './reactions/hear-phrase-when-case-is-confirmed.ts'
import { geographyRoutes } from './routes.ts'
import { forgetWhenRedrawn } from './territory-memory.ts'

export type { DeliveredArea } from '#domain/geography/area-check.ts'
export { exportedPlaceColumns, toPlaceRow } from './address-door.ts'
export { type ImportAreas, importAreas } from './commands/import-areas.ts'
export { putPlaces } from './commands/put-places.ts'
export { type SeedTerritory, seedTerritory } from './commands/seed-territory.ts'
export { importPlaces } from './import-places.ts'
export { countGround } from './queries/count-ground.ts'
export { findEndingCells } from './queries/find-ending-cells.ts'
export { streamPlaces } from './queries/find-places.ts'
export { getMapLayer } from './queries/get-map-layer.ts'
export { findArea, findAreas, getCountyOutline } from './queries/list-areas.ts'
export { findCells } from './queries/list-cells.ts'
export { type ListedPlace, listPlaces } from './queries/list-places.ts'
export { findResponsibilities } from './queries/list-responsibilities.ts'
export {
  findNoReportZones,
  type Location,
  listResponsibilitiesOfCell,
  locate,
  locateMany,
  type NamedArea,
  type NoReportZone,
  type When,
} from './queries/locate.ts'
export { searchAddresses } from './queries/search-addresses.ts'
export { exportAreaSurvey } from './survey/export-area-survey.ts'
export { exportCellSurvey } from './survey/export-cell-survey.ts'
export { type AreaSurveyOptions, importAreaSurvey } from './survey/import-area-survey.ts'
export { type CellSurveyOptions, importCellSurvey } from './survey/import-cell-survey.ts'
export { readSurveyFile } from './survey/read-survey.ts'
export type { Survey, SurveyFeature } from './survey/survey.ts'

export const geographyModule: Module = {
  name: 'geography',
  routes: geographyRoutes,
  reactions: geographyReactions,
  constraints: {
    grid_drafts_one_open: () => GeographyProblem.draftOpen({}),
    places_code_unique: () => AddressProblem.codeTaken({}),
    // Whoever made the version first was faster; what was meant for the one before is looked at again.
    place_changes_pkey: () => AddressProblem.busy({}),
    phrase_decisions_pkey: () => AddressProblem.busy({}),
  },
  listeners: [forgetWhenRedrawn],
  live: {
    // Shapes of the county are no secret within it.
    area: () => true,
    'grid-draft': (actor, it) => it.adcode === actor.adcode && may(actor, 'area.manage'),
    address: (actor, it) => it.adcode === actor.adcode && may(actor, 'address.manage'),
  },
}
