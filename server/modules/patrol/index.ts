/** The door of patrol: shifts, rosters, leave, and who is on duty. */
import { PatrolProblem } from '#domain/patrol/problems.ts'
import type { Module } from '#platform/module.ts'
import { mayHearRoster } from './policy.ts'
import { patrolReactions } from './reactions/clear-roster-when-person-leaves.ts'
import { patrolRoutes } from './routes.ts'

export { createShift } from './commands/create-shift.ts'
export { grantLeave } from './commands/grant-leave.ts'
export { putFrequencies } from './commands/put-frequencies.ts'
export { setSubstitute } from './commands/set-substitute.ts'
export { setWeek } from './commands/set-week.ts'
export { frequencySection, shiftSection } from './configuration-sections.ts'
export { findShifts, findWeekVersion } from './store.ts'

export const patrolModule: Module = {
  name: 'patrol',
  routes: patrolRoutes,
  reactions: patrolReactions,
  constraints: {
    books_pkey: () => PatrolProblem.changed({}),
    roster_lines_unique: () => PatrolProblem.changed({}),
    shifts_name_unique: () => PatrolProblem.shiftNameTaken({ word: '—' }),
    shifts_mark_unique: () => PatrolProblem.shiftNameTaken({ word: '—' }),
  },
  live: { roster: mayHearRoster },
}
