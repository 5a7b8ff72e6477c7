/** Ends a base map: nobody is offered it any more, and it is kept. The first one has to be replaced before. */
import { BasemapProblem } from '#domain/basemap/problems.ts'
import type { Command } from '#platform/act.ts'
import { findDefault, getBaseMap } from '../queries/find-base-maps.ts'
import { writeBaseMapEnd } from '../store.ts'

type EndBaseMap = { readonly id: string; readonly expectedVersion: number }

export const endBaseMap: Command<EndBaseMap, { id: string; version: number }> = {
  name: 'basemap.end',
  permission: 'basemap.manage',
  async run({ db, adcode, now, write, announce, concerns }, { id, expectedVersion }) {
    const before = await getBaseMap(db, adcode, id)
    const { name, version } = before
    if (version !== expectedVersion) throw BasemapProblem.staleVersion({})
    if (before.endedAt) throw BasemapProblem.ended({ name })
    if ((await findDefault(db, adcode)).id === id) throw BasemapProblem.isDefault({ name })
    writeBaseMapEnd(write, adcode, before, now)
    announce({ name: 'basemap.changed', subjectId: id })
    concerns(id)
    return { id, version: version + 1 }
  },
}
