/** Base maps as their administrator sees them: ended ones too, with source and file, and never with the key. */
import type { z } from 'zod'
import type { surveyBaseMapsEndpoint } from '#domain/basemap/contract.ts'
import type { Query } from '#platform/query.ts'
import { findBaseMaps, findDefault, type KeptFile } from './find-base-maps.ts'

/** A file as it is told of. */
export const toFileView = ({ id, fileName, bytes, facts }: KeptFile) => ({ id, fileName, bytes, ...facts })

export const surveyBaseMaps: Query<object, z.input<typeof surveyBaseMapsEndpoint.reply>> = {
  name: 'basemap.survey',
  async run({ db, actor }) {
    const [all, first] = await Promise.all([findBaseMaps(db, actor.adcode), findDefault(db, actor.adcode)])
    return {
      defaultId: first.id,
      version: first.version,
      baseMaps: all.map(({ key, file, endedAt, ...it }) => ({
        ...it,
        hasKey: key !== null,
        file: file && toFileView(file),
        endedAt: endedAt?.toISOString() ?? null,
      })),
    }
  },
}
