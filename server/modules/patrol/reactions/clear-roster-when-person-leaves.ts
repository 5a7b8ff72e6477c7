/** Takes somebody off the roster when the account is closed. Run twice it finds nothing more to take. */
import { systemActor } from '#platform/actor.ts'
import type { Reaction } from '#platform/jobs/jobs.ts'
import { clearLeaver } from '../commands/clear-leaver.ts'

export const patrolReactions: readonly Reaction[] = [
  {
    name: 'clear-roster-when-person-leaves',
    on: 'person.disabled',
    run: async ({ act }, { adcode, subjectId }) => {
      if (subjectId) await act(systemActor(adcode, 'roster'), clearLeaver, { personId: subjectId })
    },
  },
]
