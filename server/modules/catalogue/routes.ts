/** Catalogues, classes, crosswalks and calendars over HTTP. */
import {
  exportCatalogueEndpoint,
  importWorkbookEndpoint,
  listCalendarDaysEndpoint,
  listCalendarsEndpoint,
  listCataloguesEndpoint,
  listClassesEndpoint,
  listCrosswalkEndpoint,
  previewWorkbookEndpoint,
  proposeCrosswalkEndpoint,
  publishCatalogueEndpoint,
  putCalendarEndpoint,
  showCatalogueEndpoint,
  showClassEndpoint,
  signCrosswalkEndpoint,
  suggestClassesEndpoint,
} from '#domain/catalogue/contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { proposeCrosswalk } from './commands/propose-crosswalk.ts'
import { publishCatalogue } from './commands/publish-catalogue.ts'
import { putCalendar } from './commands/put-calendar.ts'
import { signCrosswalk } from './commands/sign-crosswalk.ts'
import { listCalendarDays, listCalendars } from './queries/list-calendars.ts'
import {
  getCatalogue,
  getClassDetail,
  listCatalogues,
  listClasses,
  listCrosswalk,
  suggestClassesForText,
} from './queries/list-catalogues.ts'
import { download, importUpload, preview } from './workbook-upload.ts'

export const catalogueRoutes: Route[] = [
  answer(listCataloguesEndpoint, listCatalogues),
  answer(showCatalogueEndpoint, getCatalogue),
  answer(listClassesEndpoint, listClasses),
  answer(showClassEndpoint, getClassDetail),
  answer(suggestClassesEndpoint, suggestClassesForText),
  handle(exportCatalogueEndpoint, download),
  handle(previewWorkbookEndpoint, preview),
  handle(importWorkbookEndpoint, importUpload),
  serve(publishCatalogueEndpoint, publishCatalogue),
  answer(listCrosswalkEndpoint, listCrosswalk),
  serve(proposeCrosswalkEndpoint, proposeCrosswalk),
  serve(signCrosswalkEndpoint, signCrosswalk),
  answer(listCalendarsEndpoint, listCalendars),
  answer(listCalendarDaysEndpoint, listCalendarDays),
  serve(putCalendarEndpoint, putCalendar),
]
