/** The door of cases: the closed loop from the first report to the end. */
import { CaseProblem } from '#domain/cases/problems.ts'
import { SavedFilterProblem } from '#domain/cases/saved-filter.ts'
import type { Module } from '#platform/module.ts'
import { forgetNames } from './case-names.ts'
import { forgetSettings } from './case-settings.ts'
import { caseJobs } from './jobs.ts'
import { isOwn, mayHear, mayHearNotes } from './policy.ts'
import { makeExportWhenRequested } from './reactions/make-export-when-requested.ts'
import { recomputeReactions } from './reactions/recompute-when-calendar-changes.ts'
import { forgetRules } from './responsibility-store.ts'
import { caseRoutes } from './routes.ts'
import { caseMemory } from './tiles/case-memory.ts'

export { organisationsById } from './case-names.ts'
export { getCaseSettings } from './case-settings.ts'
export { planAbsorb } from './commands/absorb-case.ts'
export { type ImportCases, importCases, judgeImport } from './commands/import-cases.ts'
export { type NewCase, planOpenCase } from './commands/open-case.ts'
export { putResponsibilityRules } from './commands/put-responsibility-rules.ts'
export {
  getCaseFor,
  planAction,
  type TakeAction,
  takeCaseAction,
  toReceipt,
} from './commands/take-case-action.ts'
export { findLabels } from './queries/find-labels.ts'
export { findVisibleCase } from './queries/get-case.ts'
export { type LabelledCase, streamCases } from './queries/stream-cases.ts'
export { type Difference, type Verification, verifyCases } from './queries/verify-cases.ts'
export { findResponsibleRule } from './responsibility-store.ts'
export { isUsableCatalogue } from './usable-catalogue.ts'

/** What cases need to know of the installation. */
export type CasesSettings = {
  /** Where exported files are kept until they expire. */
  readonly exportsFolder: string
}

export const casesModule = ({ exportsFolder }: CasesSettings): Module => ({
  name: 'cases',
  routes: caseRoutes(exportsFolder),
  jobs: caseJobs(exportsFolder),
  reactions: [makeExportWhenRequested(exportsFolder), ...recomputeReactions],
  constraints: {
    cases_number_unique: () => CaseProblem.numberTaken({}),
    saved_filters_name_unique: () => SavedFilterProblem.nameTaken({}),
    cases_report_number_unique: () => CaseProblem.numberTaken({}),
  },
  listeners: [forgetSettings, forgetRules, forgetNames, caseMemory.follow],
  live: {
    case: mayHear,
    'case-export': isOwn,
    'case-note': mayHearNotes,
    'case-presence': mayHearNotes,
    'case-mention': isOwn,
  },
})
