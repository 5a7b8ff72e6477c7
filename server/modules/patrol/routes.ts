/** Shifts, rosters, leave, substitutes and duty over HTTP. */
import {
  endLeaveEndpoint,
  endSubstitutionEndpoint,
  grantLeaveEndpoint,
  setSubstituteEndpoint,
} from '#domain/patrol/absence-contract.ts'
import {
  changeShiftEndpoint,
  copyWeekEndpoint,
  createShiftEndpoint,
  endShiftEndpoint,
  listRosterOrganisationsEndpoint,
  putFrequenciesEndpoint,
  setWeekEndpoint,
  showCoverageEndpoint,
  showDutyEndpoint,
  showWeekEndpoint,
} from '#domain/patrol/contract.ts'
import { showOwnRosterEndpoint } from '#domain/patrol/own-roster-contract.ts'
import {
  checkRosterEndpoint,
  exportRosterEndpoint,
  importRosterEndpoint,
} from '#domain/patrol/roster-file-contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { changeShift } from './commands/change-shift.ts'
import { copyWeek } from './commands/copy-week.ts'
import { createShift } from './commands/create-shift.ts'
import { endLeave } from './commands/end-leave.ts'
import { endShift } from './commands/end-shift.ts'
import { endSubstitution } from './commands/end-substitution.ts'
import { grantLeave } from './commands/grant-leave.ts'
import { putFrequencies } from './commands/put-frequencies.ts'
import { setSubstitute } from './commands/set-substitute.ts'
import { setWeek } from './commands/set-week.ts'
import { listRosterOrganisations } from './queries/list-roster-organisations.ts'
import { showCoverage } from './queries/show-coverage.ts'
import { showDuty } from './queries/show-duty.ts'
import { showOwnRoster } from './queries/show-own-roster.ts'
import { showWeek } from './queries/show-week.ts'
import { checkRoster, sendRoster, takeRoster } from './roster-file.ts'

export const patrolRoutes: readonly Route[] = [
  serve(createShiftEndpoint, createShift),
  serve(changeShiftEndpoint, changeShift),
  serve(endShiftEndpoint, endShift),
  answer(listRosterOrganisationsEndpoint, listRosterOrganisations),
  answer(showWeekEndpoint, showWeek),
  serve(setWeekEndpoint, setWeek),
  serve(copyWeekEndpoint, copyWeek),
  answer(showOwnRosterEndpoint, showOwnRoster),
  answer(showDutyEndpoint, showDuty),
  answer(showCoverageEndpoint, showCoverage),
  serve(putFrequenciesEndpoint, putFrequencies),
  serve(grantLeaveEndpoint, grantLeave),
  serve(endLeaveEndpoint, endLeave),
  serve(setSubstituteEndpoint, setSubstitute),
  serve(endSubstitutionEndpoint, endSubstitution),
  handle(checkRosterEndpoint, checkRoster),
  handle(importRosterEndpoint, takeRoster),
  handle(exportRosterEndpoint, sendRoster),
]
