/** Gives the demonstration county a recent past: the last weeks of cases, and some in every state today. */
import type { Sentence } from '#domain/problem.ts'
import { findDemonstration, finishDemonstrationStep } from '#modules/identity/index.ts'
import { simulate } from '../simulator/simulate.ts'
import type { Seeding } from './seeding.ts'

/** What the demonstration's chance follows from, unless somebody asks for another. */
export const demonstrationSeed = 530127

const dayMs = 86_400_000
const days = 45

const endPrefix = 'cases-until '

/** The end of the simulated weeks: now, or what it was when this step was begun before it was cut short. */
async function findEnd({ house, actor, adcode }: Seeding): Promise<Date> {
  const steps = (await findDemonstration(house.database, adcode))?.finishedSteps ?? new Set<string>()
  const known = [...steps].find((it) => it.startsWith(endPrefix))
  if (known) return new Date(known.slice(endPrefix.length))
  const until = house.clock.now()
  await house.act(actor, finishDemonstrationStep, { step: endPrefix + until.toISOString() })
  return until
}

/** Simulates the weeks before today. Cut short, it is begun again with the same end and goes on where it stopped. */
export async function seedCases(seeding: Seeding): Promise<Sentence> {
  const { house, adcode, signal, progress, files } = seeding
  const until = await findEnd(seeding)
  // What follows an announcement can wait until the weeks are there: reporters are told in the background.
  await house.relay.stop()
  const { reports, actions, refused, seconds } = await simulate(house, {
    adcode,
    from: new Date(until.getTime() - days * dayMs),
    reportsUntil: until,
    until,
    seed: demonstrationSeed,
    withToday: true,
    key: `first-${until.toISOString()}`,
    files,
    progress,
    signal,
  }).finally(() => house.relay.start())
  const rate = Math.round(actions / seconds)
  const left = refused.length
  return {
    zh: `模拟上报 ${reports} 起，办理 ${actions} 步，每秒 ${rate} 步${left ? `，${left} 步被拒绝` : ''}`,
    en: `${reports} simulated reports, ${actions} steps, ${rate} a second${left ? `, ${left} steps refused` : ''}`,
  }
}
