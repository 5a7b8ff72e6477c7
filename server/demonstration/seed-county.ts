/**
 * Makes an empty county a demonstration county, step by step. Each finished step is remembered, so a seeding
 * that was cut short goes on at the next start, and a county that already has records is never touched.
 */
import type { Sentence } from '#domain/problem.ts'
import {
  beginDemonstration,
  findDemonstration,
  findOrganisations,
  finishDemonstrationStep,
} from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { steadyMilliseconds } from '#platform/clock.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { House } from '#platform/house.ts'
import { seedAddresses } from './seed-addresses.ts'
import { seedCameras } from './seed-cameras.ts'
import { seedCases } from './seed-cases.ts'
import { seedComponents } from './seed-components.ts'
import { seedLand } from './seed-land.ts'
import { seedOrganisations, seedPeople } from './seed-people.ts'
import { seedResponsibility } from './seed-responsibility.ts'
import { seedRoster } from './seed-roster.ts'
import type { SeedStep } from './seeding.ts'

/** The county that the demonstration tells of; its territory, and nobody else's, can be drawn. */
export const demonstrationAdcode = '530127'

const steps: readonly SeedStep[] = [
  { name: 'organisations', about: { zh: '单位', en: 'organisations' }, run: seedOrganisations },
  { name: 'people', about: { zh: '演示账号', en: 'demonstration accounts' }, run: seedPeople },
  { name: 'land', about: { zh: '区域与网格', en: 'areas and grids' }, run: seedLand },
  {
    name: 'responsibility',
    about: { zh: '处置责任规则', en: 'responsibility rules' },
    run: seedResponsibility,
  },
  { name: 'components', about: { zh: '部件台账', en: 'components' }, run: seedComponents },
  { name: 'cases', about: { zh: '案卷', en: 'cases' }, run: seedCases },
  { name: 'addresses', about: { zh: '地名地址库', en: 'address library' }, run: seedAddresses },
  { name: 'roster', about: { zh: '班次与排班', en: 'shifts and rosters' }, run: seedRoster },
  { name: 'cameras', about: { zh: '视频探头', en: 'cameras' }, run: seedCameras },
]

export type SeedOptions = {
  readonly adcode: string
  readonly say: (sentence: Sentence) => void
  readonly progress: (about: Sentence, done: number, total: number) => void
  readonly signal: AbortSignal
  /** Where photos are kept. */
  readonly files: FileStore
}

/** Whether the county has nothing in it yet. */
const isEmpty = async (house: House, adcode: string): Promise<boolean> =>
  (await findOrganisations(house.database, adcode)).length === 0

/** Seeds the county, or goes on with it; says nothing and does nothing where there is nothing to do. */
export async function seedCounty(house: House, options: SeedOptions): Promise<void> {
  const { adcode, say, signal } = options
  const actor = systemActor(adcode, 'demonstration seed')
  if (adcode !== demonstrationAdcode) return
  if (!(await findDemonstration(house.database, adcode))) {
    if (!(await isEmpty(house, adcode))) return
    await house.act(actor, beginDemonstration, {})
  }
  const demonstration = await findDemonstration(house.database, adcode)
  if (!demonstration) throw new Error('the demonstration that was just begun is not there')
  for (const step of steps.filter((it) => !demonstration.finishedSteps.has(it.name))) {
    signal.throwIfAborted()
    const begun = steadyMilliseconds()
    const said = await step.run({
      house,
      actor,
      adcode,
      signal,
      files: options.files,
      passwordOf: (username) => demonstration.passwordOf(username),
      progress: (done, total) => options.progress(step.about, done, total),
    })
    await house.act(actor, finishDemonstrationStep, { step: step.name })
    const seconds = ((steadyMilliseconds() - begun) / 1000).toFixed(1)
    say({
      zh: `${step.about.zh}：${said.zh}（${seconds} 秒）`,
      en: `${step.about.en}: ${said.en} (${seconds} s)`,
    })
  }
}
