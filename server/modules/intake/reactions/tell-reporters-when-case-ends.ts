/** Tells everybody whose report follows a case what became of it. Told twice would be wrong, so the request id is the announcement's. */
import { noticeAbouts } from '#domain/intake/notice-wording.ts'
import { systemActor } from '#platform/actor.ts'
import type { Reaction } from '#platform/jobs/jobs.ts'
import { tellReporters } from '../commands/tell-reporters.ts'

/** One reaction for each announcement that reporters are told of; of a merge they are told in its act. */
export const tellReportersReactions: readonly Reaction[] = noticeAbouts
  .filter((it) => it !== 'merged')
  .map((on) => ({
    name: `tell-reporters-when-${on}`,
    on,
    run: async ({ act }, announcement) => {
      if (!announcement.subjectId) return
      const input = { caseId: announcement.subjectId, about: on, at: announcement.at }
      await act(systemActor(announcement.adcode), tellReporters, input, {
        requestId: `tell:${announcement.id}`,
      })
    },
  }))
