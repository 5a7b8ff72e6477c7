/** When a county publishes an edition of its catalogue, rules that name one condition go on with it. */
import { catalogueEvents } from '#domain/catalogue/events.ts'
import { systemActor } from '#platform/actor.ts'
import type { Reaction } from '#platform/jobs/jobs.ts'
import { followEdition } from '../commands/follow-edition.ts'

export const followEditionWhenPublished: Reaction = {
  name: 'follow-edition-when-catalogue-published',
  on: 'catalogue.published',
  run: async ({ act, log }, { id, adcode, data }) => {
    const { versionId, validFrom } = catalogueEvents['catalogue.published'].parse(data)
    const requestId = `follow-edition:${id}`
    const { added } = await act(systemActor(adcode), followEdition, { versionId, validFrom }, { requestId })
    if (added) log.info({ added }, 'rules of responsibility follow the new edition')
  },
}
