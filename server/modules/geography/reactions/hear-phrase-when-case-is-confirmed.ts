/** Listens for cases found true on the spot, so that the address library can learn what people call places. Heard twice it is one. */
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { systemActor } from '#platform/actor.ts'
import type { Reaction } from '#platform/jobs/jobs.ts'
import { hearPhrase } from '../commands/hear-phrase.ts'

export const geographyReactions: readonly Reaction[] = [
  {
    name: 'hear-phrase-when-case-is-confirmed',
    on: caseAnnouncementName('answerVerification'),
    run: async ({ act }, { id, adcode, subjectId }) => {
      if (!subjectId) return
      await act(
        systemActor(adcode, 'address-library'),
        hearPhrase,
        { caseId: subjectId },
        { requestId: `hear:${id}` },
      )
    },
  },
]
