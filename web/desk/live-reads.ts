/** Which answers grow old when something is announced; they are read again where they are shown. */
import { useQueryClient } from '@tanstack/vue-query'
import { listBaseMapsEndpoint, surveyBaseMapsEndpoint } from '#domain/basemap/contract.ts'
import { listCamerasEndpoint } from '#domain/cameras/contract.ts'
import { listFindingsEndpoint } from '#domain/cameras/finding-contract.ts'
import { listTaskCandidatesEndpoint } from '#domain/cases/candidate-contract.ts'
import {
  countCasesEndpoint,
  listCasesEndpoint,
  mapCasesEndpoint,
  showCaseEndpoint,
} from '#domain/cases/contract.ts'
import { listDirectivesEndpoint } from '#domain/cases/directive-contract.ts'
import { listExportsEndpoint } from '#domain/cases/export-contract.ts'
import { showGridConsequencesEndpoint } from '#domain/cases/grid-consequences.ts'
import {
  countInnerOrdersEndpoint,
  listCaseInnerOrdersEndpoint,
  listInnerOrdersEndpoint,
  listInnerUnitsEndpoint,
  showInnerOrderEndpoint,
} from '#domain/cases/inner-orders/inner-contract.ts'
import { countMapCasesEndpoint } from '#domain/cases/map-contract.ts'
import { listMentionsEndpoint, listNotesEndpoint } from '#domain/cases/note-contract.ts'
import { listCataloguesEndpoint } from '#domain/catalogue/contract.ts'
import { showCatalogueNewsEndpoint } from '#domain/catalogue/draft-contract.ts'
import { listHeardPhrasesEndpoint, listPlacesEndpoint } from '#domain/geography/address-contract.ts'
import {
  getMapLayerEndpoint,
  listCellsEndpoint,
  listResponsibilitiesEndpoint,
} from '#domain/geography/contract.ts'
import { getGridDraftEndpoint, listGridDraftsEndpoint } from '#domain/geography/grid/grid-contract.ts'
import { showWordingHistoryEndpoint, showWordingsEndpoint } from '#domain/intake/notice-contract.ts'
import { showCoverageEndpoint, showDutyEndpoint, showWeekEndpoint } from '#domain/patrol/contract.ts'
import { listPhrasesEndpoint, showPhraseHistoryEndpoint } from '#domain/phrases/contract.ts'
import { onSessionEnd } from '#kit/call/session-end.ts'
import { type LiveAnnouncement, useLive } from '#kit/live.ts'
import { isPaged, patchCasePages } from './modules/cases/use-case-pages.ts'
import { draftPaths } from './modules/catalogue/editor/draft-paths.ts'

/** Paths whose answers depend on announcements of the module before the dot. */
const readers: Readonly<Record<string, readonly string[]>> = {
  case: [
    listDirectivesEndpoint.path,
    countCasesEndpoint.path,
    mapCasesEndpoint.path,
    countMapCasesEndpoint.path,
    listCaseInnerOrdersEndpoint.path,
  ],
  'inner-order': [
    countInnerOrdersEndpoint.path,
    listInnerOrdersEndpoint.path,
    listCaseInnerOrdersEndpoint.path,
    listInnerUnitsEndpoint.path,
    showInnerOrderEndpoint.path,
  ],
  'grid-draft': [listGridDraftsEndpoint.path, getGridDraftEndpoint.path, showGridConsequencesEndpoint.path],
  area: [listCellsEndpoint.path, getMapLayerEndpoint.path, listResponsibilitiesEndpoint.path],
  basemap: [listBaseMapsEndpoint.path, surveyBaseMapsEndpoint.path],
  'case-note': [listNotesEndpoint.path],
  'case-mention': [listMentionsEndpoint.path],
  'case-export': [listExportsEndpoint.path],
  catalogue: [listCataloguesEndpoint.path, showCatalogueNewsEndpoint.path],
  'catalogue-draft': draftPaths,
  phrase: [listPhrasesEndpoint.path, showPhraseHistoryEndpoint.path],
  notice: [showWordingsEndpoint.path, showWordingHistoryEndpoint.path],
  camera: [listCamerasEndpoint.path],
  finding: [listFindingsEndpoint.path],
  address: [listHeardPhrasesEndpoint.path, listPlacesEndpoint.path],
  roster: [
    showWeekEndpoint.path,
    showDutyEndpoint.path,
    showCoverageEndpoint.path,
    listTaskCandidatesEndpoint.path,
  ],
}

/** Keeps what is shown in step with the county; calls `onEnd` when the server no longer knows the session. */
export function useLiveReads(onEnd: () => void): void {
  const queries = useQueryClient()
  const hear = (announcements: readonly LiveAnnouncement[]): void => {
    const modules = new Set(announcements.map((it) => it.name.split('.')[0] ?? ''))
    for (const module of modules)
      for (const path of readers[module] ?? []) void queries.invalidateQueries({ queryKey: [path] })
    const subjects = new Set(
      // Notes and who looks on are read apart from the case.
      announcements
        .filter((it) => !/^case-(note|mention|presence)\./.test(it.name))
        .map((it) => it.subjectId),
    )
    const cases = announcements.flatMap((it) => (it.name.startsWith('case.') ? (it.subjectId ?? []) : []))
    // What concerns no single case (an import) may concern every list.
    const isLarge = announcements.some((it) => it.name.startsWith('case.') && it.subjectId === null)
    if (isLarge) void queries.invalidateQueries({ queryKey: [listCasesEndpoint.path] })
    else if (cases.length) {
      void patchCasePages(queries, [...new Set(cases)])
      void queries.invalidateQueries({
        queryKey: [listCasesEndpoint.path],
        predicate: ({ queryKey }) => !isPaged(queryKey),
      })
    }
    void queries.invalidateQueries({
      queryKey: [showCaseEndpoint.path],
      predicate: ({ queryKey }) =>
        subjects.has((queryKey[1] as { params?: { id?: string } }).params?.id ?? null),
    })
  }
  useLive(hear, () => void queries.invalidateQueries())
  onSessionEnd(onEnd)
}
