/** The door of geography: where things are, and who looks after the place. */
import { GeographyProblem } from '#domain/geography/problems.ts'
import { may } from '#platform/actor.ts'
import type { Module } from '#platform/module.ts'
import { geographyRoutes } from './routes.ts'
import { forgetWhenRedrawn } from './territory-memory.ts'

export type { DeliveredArea } from '#domain/geography/area-check.ts'
export { type ImportAreas, importAreas } from './commands/import-areas.ts'
export { type SeedTerritory, seedTerritory } from './commands/seed-territory.ts'
export { countGround } from './queries/count-ground.ts'
export { findEndingCells } from './queries/find-ending-cells.ts'
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
  listeners: [forgetWhenRedrawn],
  constraints: { grid_drafts_one_open: () => GeographyProblem.draftOpen({}) },
  live: {
    // Shapes of the county are no secret within it.
    area: () => true,
    'grid-draft': (actor, it) => it.adcode === actor.adcode && may(actor, 'area.manage'),
  },
}
