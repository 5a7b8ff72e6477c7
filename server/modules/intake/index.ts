/** The door of intake: reports, from the first word to the answer. */
import { NoticeProblem, RetentionProblem } from '#domain/intake/problems.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { Module } from '#platform/module.ts'
import { tellReportersReactions } from './reactions/tell-reporters-when-case-ends.ts'
import { letPersonalDataGo } from './retention/let-personal-data-go.ts'
import { intakeRoutes } from './routes.ts'
import { sealedInReports } from './sealed.ts'

export { carryOverCases, requireCutOver } from './commands/carry-over-cases.ts'
export { createReport, planReport } from './commands/create-report.ts'
export { mergeCase } from './commands/merge-case.ts'
export { recordReturnVisit } from './commands/record-return-visit.ts'

export { noticeSection } from './configuration-section.ts'

export const intakeModule = (files: FileStore): Module => ({
  name: 'intake',
  routes: intakeRoutes,
  sealed: sealedInReports,
  reactions: tellReportersReactions,
  jobs: [letPersonalDataGo(files)],
  constraints: {
    notice_wordings_pkey: () => NoticeProblem.bothAtOnce({}),
    retention_holds_one: () => RetentionProblem.heldAlready({}),
    retention_settings_pkey: () => RetentionProblem.stale({ expected: 0, current: 1 }),
  },
  // How reporters are told is no secret within the county.
  live: { notice: () => true },
})
