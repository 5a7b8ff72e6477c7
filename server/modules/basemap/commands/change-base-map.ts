/** Changes a base map; the audit line keeps what was and what is, and of the key only that it changed. */
import type { z } from 'zod'
import type { BaseMapInput } from '#domain/basemap/base-map.ts'
import type { changeBaseMapEndpoint } from '#domain/basemap/contract.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import type { Command } from '#platform/act.ts'
import { getBaseMap, type KeptBaseMap } from '../queries/find-base-maps.ts'
import { requireSoundBaseMap } from '../require-sound-base-map.ts'
import { writeBaseMapChange } from '../store.ts'
import { withoutKey } from '../without-key.ts'

type ChangeBaseMap = z.output<typeof changeBaseMapEndpoint.params> &
  z.output<typeof changeBaseMapEndpoint.body>

type Changed = Record<string, [unknown, unknown]>

function changesBetween(before: KeptBaseMap, input: BaseMapInput, isKeyNew: boolean): Changed {
  const pairs = (Object.keys(input) as (keyof BaseMapInput)[])
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(input[name]))
    .map((name): [string, [unknown, unknown]] => [name, [before[name], input[name]]])
  return Object.fromEntries([...pairs, ...(isKeyNew ? [['key', ['•••', '•••']] as const] : [])]) as Changed
}

export const changeBaseMap: Command<ChangeBaseMap, { id: string; version: number; changed: Changed }> = {
  name: 'basemap.change',
  permission: 'basemap.manage',
  auditInput: withoutKey,
  async run({ db, adcode, write, announce, concerns }, { id, key: given, expectedVersion, ...input }) {
    const before = await getBaseMap(db, adcode, id)
    if (before.version !== expectedVersion) throw BasemapProblem.staleVersion({})
    if (before.endedAt) throw BasemapProblem.ended({ name: before.name })
    const key = given === undefined ? before.key : given || null
    await requireSoundBaseMap(db, adcode, input, key)
    writeBaseMapChange(write, adcode, before, { ...input, key })
    announce({ name: 'basemap.changed', subjectId: id })
    concerns(id)
    return { id, version: before.version + 1, changed: changesBetween(before, input, key !== before.key) }
  },
}
