/** The door of intake: reports, from the first word to the answer. */
import type { Module } from '#platform/module.ts'
import { tellReportersReactions } from './reactions/tell-reporters-when-case-ends.ts'
import { intakeRoutes } from './routes.ts'

export { createReport, planReport } from './commands/create-report.ts'
export { mergeCase } from './commands/merge-case.ts'
export { recordReturnVisit } from './commands/record-return-visit.ts'

export const intakeModule: Module = {
  name: 'intake',
  routes: intakeRoutes,
  reactions: tellReportersReactions,
}
