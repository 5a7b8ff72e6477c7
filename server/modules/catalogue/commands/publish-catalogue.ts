/** Publishes a draft from a day on; the edition before it ends there. */
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import type { Command } from '#platform/act.ts'
import { AccessProblem } from '#platform/problems.ts'
import { announce } from '../announcing.ts'
import { mayWriteShared } from '../policy.ts'
import { getVersion } from '../queries/find-versions.ts'
import { writePublished } from '../store.ts'
import { endFollowed } from './import-catalogue.ts'

type PublishCatalogue = { readonly id: string; readonly validFrom: string }
type Receipt = { readonly id: string; readonly state: 'published'; readonly validFrom: string }

export const publishCatalogue: Command<PublishCatalogue, Receipt> = {
  name: 'catalogue.publish',
  permission: 'catalogue.manage',
  async run(context, { id, validFrom }) {
    const version = await getVersion(context.db, context.adcode, id)
    const { adcode, series, state } = version
    if (adcode === null && !mayWriteShared(context.actor))
      throw AccessProblem.notPermitted({ permission: 'catalogue.manage (shared)' })
    if (state !== 'draft') throw CatalogueProblem.notDraft({ id, state })
    await endFollowed(context, { series, adcode, validFrom })
    writePublished(context.write, id, validFrom)
    announce(context, 'catalogue.published', id, { versionId: id, series, validFrom })
    context.concerns(id)
    return { id, state: 'published', validFrom }
  },
}
