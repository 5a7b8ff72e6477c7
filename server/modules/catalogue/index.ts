/** The door of the catalogue: classes, conditions, limits and working calendars. */
import { CatalogueProblem, DraftProblem, WorkingCalendarProblem } from '#domain/catalogue/problems.ts'
import { may } from '#platform/actor.ts'
import type { Module } from '#platform/module.ts'
import { forgetWhenChanged } from './remembered.ts'
import { catalogueRoutes } from './routes.ts'

export { type ImportReceipt, importCatalogue } from './commands/import-catalogue.ts'
export { seedCatalogue } from './commands/seed-catalogue.ts'
export { calendarSection, catalogueSection } from './configuration-sections.ts'
export { findDraftDifference } from './draft-content.ts'
export { exportCatalogue } from './export-catalogue.ts'
export { getWorkbookMapping } from './handbook-workbook.ts'
export { type CountyCalendars, getCalendar, getCalendars, loadCalendars } from './queries/find-calendars.ts'
export {
  classNamesOf,
  findClass,
  findClasses,
  findCondition,
  findConditions,
  findMajors,
} from './queries/find-classes.ts'
export {
  findCatalogueInForce,
  findVersions,
  getCatalogueInForce,
} from './queries/find-versions.ts'
export { suggestClasses } from './queries/suggest-classes.ts'
export type { ReadHandbook } from './read-handbook.ts'
export { listShippedCatalogues, readShippedCatalogue } from './standards-folder.ts'
export { readHandbookWorkbook } from './workbook-in-thread.ts'

/** The catalogue as a module of the house. */
export const catalogueModule: Module = {
  name: 'catalogue',
  routes: catalogueRoutes,
  listeners: [forgetWhenChanged],
  constraints: {
    versions_edition_unique: () => CatalogueProblem.editionTaken({}),
    crosswalk_signatures_pkey: () => CatalogueProblem.signedMeanwhile({}),
    drafts_open_unique: () => DraftProblem.openAlready({}),
    draft_rows_pkey: () => DraftProblem.stale({ expected: 0, current: 1, by: '' }),
    calendars_code_unique: () => WorkingCalendarProblem.nameTaken({}),
    calendars_preferred_unique: () => WorkingCalendarProblem.preferredTaken({}),
  },
  live: {
    catalogue: () => true,
    'catalogue-draft': (actor, it) => it.adcode === actor.adcode && may(actor, 'catalogue.manage'),
    calendar: (actor, it) => it.adcode === actor.adcode,
  },
}
