/** Adds a base map; whoever it is for is offered it at once. */
import type { z } from 'zod'
import type { createBaseMapEndpoint } from '#domain/basemap/contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { requireSoundBaseMap } from '../require-sound-base-map.ts'
import { writeBaseMap } from '../store.ts'
import { withoutKey } from '../without-key.ts'

type CreateBaseMap = z.output<typeof createBaseMapEndpoint.body>

export const createBaseMap: Command<CreateBaseMap, { id: string; version: number }> = {
  name: 'basemap.create',
  permission: 'basemap.manage',
  auditInput: withoutKey,
  async run({ db, adcode, now, write, announce, concerns }, { key, ...input }) {
    await requireSoundBaseMap(db, adcode, input, key || null)
    const id = newId()
    writeBaseMap(write, adcode, { ...input, id, key: key || null, at: now })
    announce({ name: 'basemap.changed', subjectId: id })
    concerns(id)
    return { id, version: 1 }
  },
}
