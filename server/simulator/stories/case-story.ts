/** The whole story of a report, from the first word to what follows its end. */
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { seedOf } from '../draw.ts'
import type { ReportPlan } from '../report-plan.ts'
import type { Story } from '../step.ts'
import { bringToUnit } from './accept-story.ts'
import { afterwards } from './afterwards-story.ts'
import { checkAndClose } from './check-story.ts'
import { dispose } from './dispose-story.ts'
import { report, reporterOf } from './report-story.ts'
import type { Tale, World } from './tale.ts'

/** Before the first step there is no case yet. */
const noReceipt: Tale['receipt'] = {
  id: '',
  reportNumber: '',
  number: null,
  state: 'pool',
  version: 0,
  disposeDueAt: null,
  clockDueAt: null,
}

/** Tells what becomes of a report; everything drawn follows from `seed` and the name of the plan. */
export function* tellCase(world: World, plan: ReportPlan, seed: number): Story {
  const chance = createChance(seedOf(seed, plan.name))
  const tale: Tale = {
    world,
    plan,
    chance,
    at: plan.at,
    receipt: noReceipt,
    reporter: reporterOf(world, plan.source, chance),
    unitId: plan.unitId,
    dispatchedAt: plan.at,
    isSubstituted: false,
    isLate: false,
    isReopened: false,
    wasSuspended: false,
    failedTries: 0,
    reworks: 0,
  }
  yield* report(tale)
  for (;;) {
    if (!(yield* bringToUnit(tale))) return
    do {
      if (!(yield* dispose(tale))) return
    } while (!(yield* checkAndClose(tale)))
    if (!(yield* afterwards(tale))) return
    Object.assign(tale, { isReopened: true, wasSuspended: false, failedTries: 0, reworks: 0 })
  }
}
