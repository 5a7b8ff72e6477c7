/** Keeps that somebody has read of an edition that was published. */
import type { Command } from '#platform/act.ts'
import { getVersion } from '../queries/find-versions.ts'

export const readCatalogueNews: Command<{ readonly versionId: string }, { versionId: string }> = {
  name: 'catalogue.read-news',
  permission: 'catalogue.read',
  async run({ db, actor, adcode, now, write }, { versionId }) {
    await getVersion(db, adcode, versionId)
    write.upsert('catalogue.news_marks', ['adcode', 'person_id'], {
      adcode,
      person_id: actor.id,
      version_id: versionId,
      read_at: now,
    })
    return { versionId }
  },
}
