/** What screens of cases look at all day: the situation, asked anew with every step of a case. */
import { showSituationEndpoint, situationLivePath } from '#domain/cases/situation-contract.ts'
import type { LiveView } from '#platform/http/live-view.ts'
import { getSituation } from './queries/get-situation.ts'
import { readerKey } from './tiles/case-view.ts'

export const caseLiveViews: readonly LiveView[] = [
  {
    path: situationLivePath,
    permission: showSituationEndpoint.permission,
    dependsOn: (it) => it.name.startsWith('case.'),
    keyOf: readerKey,
    query: getSituation,
  },
]
