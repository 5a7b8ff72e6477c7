/** Says which base map people see who chose none. */
import { ownBaseMapId } from '#domain/basemap/base-map.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import type { Command } from '#platform/act.ts'
import { findDefault, getBaseMap } from '../queries/find-base-maps.ts'
import { writeDefault } from '../store.ts'

type ChooseDefault = { readonly id: string; readonly expectedVersion: number }

export const chooseDefault: Command<ChooseDefault, { id: string; version: number }> = {
  name: 'basemap.choose-default',
  permission: 'basemap.manage',
  async run({ db, adcode, write, announce, concerns }, { id, expectedVersion }) {
    const { version } = await findDefault(db, adcode)
    if (version !== expectedVersion) throw BasemapProblem.staleVersion({})
    if (id !== ownBaseMapId) {
      const chosen = await getBaseMap(db, adcode, id)
      if (chosen.endedAt) throw BasemapProblem.ended({ name: chosen.name })
      concerns(id)
    }
    writeDefault(write, adcode, id === ownBaseMapId ? null : id, version)
    announce({ name: 'basemap.changed', subjectId: id === ownBaseMapId ? null : id })
    return { id, version: version + 1 }
  },
}
