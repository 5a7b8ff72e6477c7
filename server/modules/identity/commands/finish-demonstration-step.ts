/** Notes that a step of seeding a demonstration county is done and need not be repeated. */
import type { Command } from '#platform/act.ts'
import { writeDemonstrationStep } from '../store.ts'

export const finishDemonstrationStep: Command<{ step: string }, { step: string }> = {
  name: 'demonstration.finish-step',
  permission: 'demonstration.seed',
  async run({ adcode, now, write }, { step }) {
    writeDemonstrationStep(write, { adcode, step, doneAt: now })
    return { step }
  },
}
