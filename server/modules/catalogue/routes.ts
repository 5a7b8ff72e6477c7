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
import {
  beginDraftEndpoint,
  checkDraftEndpoint,
  discardDraftEndpoint,
  exportDifferenceEndpoint,
  moveDraftEndpoint,
  publishDraftEndpoint,
  readCatalogueNewsEndpoint,
  saveDraftRowEndpoint,
  showCatalogueNewsEndpoint,
  showDifferenceEndpoint,
  showDraftClassEndpoint,
  showDraftEndpoint,
  showDraftTreeEndpoint,
  undoDraftRowEndpoint,
} from '#domain/catalogue/draft-contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { beginDraft } from './commands/begin-draft.ts'
import { discardDraft } from './commands/discard-draft.ts'
import { moveDraft } from './commands/move-draft.ts'
import { proposeCrosswalk } from './commands/propose-crosswalk.ts'
import { publishCatalogue } from './commands/publish-catalogue.ts'
import { publishDraft } from './commands/publish-draft.ts'
import { putCalendar } from './commands/put-calendar.ts'
import { readCatalogueNews } from './commands/read-catalogue-news.ts'
import { saveDraftRow } from './commands/save-draft-row.ts'
import { signCrosswalk } from './commands/sign-crosswalk.ts'
import { undoDraftRow } from './commands/undo-draft-row.ts'
import { listCalendarDays, listCalendars } from './queries/list-calendars.ts'
import {
  getCatalogue,
  getClassDetail,
  listCatalogues,
  listClasses,
  listCrosswalk,
  suggestClassesForText,
} from './queries/list-catalogues.ts'
import { showCatalogueNews, showDifference } from './queries/show-difference.ts'
import { showDraft, showDraftCheck, showDraftClass, showDraftTree } from './queries/show-draft.ts'
import { download, downloadDifference, importUpload, preview } from './workbook-upload.ts'

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
  answer(showDraftEndpoint, showDraft),
  serve(beginDraftEndpoint, beginDraft),
  answer(showDraftTreeEndpoint, showDraftTree),
  answer(showDraftClassEndpoint, showDraftClass),
  serve(saveDraftRowEndpoint, saveDraftRow),
  serve(undoDraftRowEndpoint, undoDraftRow),
  serve(discardDraftEndpoint, discardDraft),
  serve(moveDraftEndpoint, moveDraft),
  answer(checkDraftEndpoint, showDraftCheck),
  serve(publishDraftEndpoint, publishDraft),
  answer(showDifferenceEndpoint, showDifference),
  handle(exportDifferenceEndpoint, downloadDifference),
  answer(showCatalogueNewsEndpoint, showCatalogueNews),
  serve(readCatalogueNewsEndpoint, readCatalogueNews),
]
