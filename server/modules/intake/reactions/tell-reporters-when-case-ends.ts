/** Tells everybody whose report follows a case what became of it. Told twice would be wrong, so the request id is the announcement's. */
import { systemActor } from '#platform/actor.ts'
import type { Reaction } from '#platform/jobs/jobs.ts'
import { tellReporters } from '../commands/tell-reporters.ts'

const sentences: Readonly<Record<string, { zh: string; en: string }>> = {
  'case.file': {
    zh: '您反映的问题已立案，正在派遣处置单位。',
    en: 'Your report was filed as a case and is being sent to the responsible unit.',
  },
  'case.decline': {
    zh: '您反映的事项不属于受理范围，未予受理；如有异议可再次来电。',
    en: 'Your report could not be accepted; you may call again if you disagree.',
  },
  'case.decline-filing': {
    zh: '您反映的问题经核实未达到立案条件。',
    en: 'After verification your report did not meet the condition for a case.',
  },
  'case.close': {
    zh: '您反映的问题已处置完毕并核查结案，感谢您的参与。',
    en: 'The problem you reported was put right, checked and closed. Thank you.',
  },
  'case.approve-void': { zh: '您反映的问题经审核作废。', en: 'Your report was voided after review.' },
  'case.approve-force-close': {
    zh: '您反映的问题经批准终止办理。',
    en: 'Work on your report was ended by decision.',
  },
}

/** One reaction for each announcement that reporters are told of. */
export const tellReportersReactions: readonly Reaction[] = Object.entries(sentences).map(
  ([on, sentence]) => ({
    name: `tell-reporters-when-${on}`,
    on,
    run: async ({ act }, announcement) => {
      if (!announcement.subjectId) return
      const input = { caseId: announcement.subjectId, about: on, at: announcement.at, ...sentence }
      await act(systemActor(announcement.adcode), tellReporters, input, {
        requestId: `tell:${announcement.id}`,
      })
    },
  }),
)
