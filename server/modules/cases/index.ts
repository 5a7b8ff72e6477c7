/** The door of cases: the closed loop from the first report to the end. */
import { CaseProblem } from '#domain/cases/problems.ts'
import { SavedFilterProblem } from '#domain/cases/saved-filter.ts'
import { CaseSettingsProblem } from '#domain/cases/settings-problems.ts'
import type { DrawLocationMap } from '#modules/basemap/index.ts'
import type { Module } from '#platform/module.ts'
import { forgetNames } from './case-names.ts'
import { forgetSettings } from './case-settings.ts'
import type { CasesSettings } from './cases-settings.ts'
import { mayHearOrder } from './inner-policy.ts'
import { caseJobs } from './jobs.ts'
import { caseLiveViews } from './live-views.ts'
import { isOwn, mayHear, mayHearNotes, reachOf } from './policy.ts'
import { followEditionWhenPublished } from './reactions/follow-edition-when-published.ts'
import { makeExportWhenRequested } from './reactions/make-export-when-requested.ts'
import { recomputeReactions } from './reactions/recompute-when-calendar-changes.ts'
import { forgetRules } from './responsibility-store.ts'
import { caseRoutes } from './routes.ts'
import { caseMemory } from './tiles/case-memory.ts'

export { getClockContext } from './case-context.ts'
export { organisationsById } from './case-names.ts'
export { getCaseSettings } from './case-settings.ts'
export type { CasesSettings } from './cases-settings.ts'
export { planAbsorb } from './commands/absorb-case.ts'
export {
  type CarriedOver,
  type CarryOver,
  type CarryOverPlan,
  planCarryOver,
  writeCarryOver,
} from './commands/carry-over-cases.ts'
export { carryPhotos } from './commands/carry-photos.ts'
export { type ImportCases, importCases, judgeImport } from './commands/import-cases.ts'
export { issueInnerOrders } from './commands/issue-inner-orders.ts'
export { type NewCase, planOpenCase } from './commands/open-case.ts'
export { putResponsibilityRules } from './commands/put-responsibility-rules.ts'
export {
  findCaseFor,
  getCaseFor,
  planAction,
  type TakeAction,
  takeCaseAction,
  toReceipt,
} from './commands/take-case-action.ts'
export { takeInnerAction } from './commands/take-inner-action.ts'
export { responsibilitySection, settingSection } from './configuration-sections.ts'
export { countPhotosToErase, erasePhotos } from './erase-photos.ts'
export { isOrderedCase } from './inner-store.ts'
export { countTextsToMask, maskTexts, writeMaskings } from './mask-texts.ts'
export { mayRead } from './policy.ts'
export type { Difference } from './queries/difference.ts'
export { type FoundCarried, findCarried } from './queries/find-carried.ts'
export { findLabels } from './queries/find-labels.ts'
export { findVisibleCase } from './queries/get-case.ts'
export { type LabelledCase, streamCases } from './queries/stream-cases.ts'
export { type Verification, verifyCases } from './queries/verify-cases.ts'
export { findResponsibleRule } from './responsibility-store.ts'
export { isUsableCatalogue } from './usable-catalogue.ts'

export const casesModule = (settings: CasesSettings, drawMap: DrawLocationMap): Module => ({
  name: 'cases',
  routes: caseRoutes(settings, drawMap),
  reachOf,
  jobs: caseJobs(settings.exportsFolder),
  reactions: [
    makeExportWhenRequested(settings.exportsFolder),
    followEditionWhenPublished,
    ...recomputeReactions,
  ],
  constraints: {
    cases_number_unique: () => CaseProblem.numberTaken({}),
    saved_filters_name_unique: () => SavedFilterProblem.nameTaken({}),
    inner_orders_serial_unique: () => CaseProblem.numberTaken({}),
    settings_pkey: () => CaseSettingsProblem.bothAtOnce({}),
    cases_report_number_unique: () => CaseProblem.numberTaken({}),
  },
  // Merged posts stand in the settings, so the whole county may do something else.
  changesRights: ({ name }) => (name === 'case-settings.changed' ? 'county' : undefined),
  listeners: [forgetSettings, forgetRules, forgetNames, caseMemory.follow],
  live: {
    case: mayHear,
    'inner-order': mayHearOrder,
    'case-export': isOwn,
    'case-note': mayHearNotes,
    'case-presence': mayHearNotes,
    'case-mention': isOwn,
  },
  liveViews: caseLiveViews,
})
