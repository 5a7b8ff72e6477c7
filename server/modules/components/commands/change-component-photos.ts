/** Records which photos show a component; those that are left out stay in the history. */
import type { ComponentChanged } from '#domain/components/events.ts'
import { ComponentProblem } from '#domain/components/problems.ts'
import { findMissingPhoto } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import { mayChange } from '../policy.ts'
import { findComponent } from '../queries/find-components.ts'
import * as store from '../store.ts'

export type ChangeComponentPhotos = {
  readonly id: string
  /** The photos from now on, the one to show first in front. */
  readonly photoIds: readonly string[]
  /** The version that was seen when deciding. */
  readonly version: number
  readonly note: string | null
}

export const changeComponentPhotos: Command<
  ChangeComponentPhotos,
  { id: string; photoIds: string[]; version: number }
> = {
  name: 'component.change-photos',
  permission: 'component.manage',
  async run({ db, adcode, now, actor, write, announce, concerns }, { id, photoIds, version, note }) {
    const found = await findComponent(db, adcode, id)
    if (!found) throw ComponentProblem.notFound({ component: id })
    if (!mayChange(actor, found)) throw ComponentProblem.outsideDuty({ component: found.code })
    if (found.version !== version) throw ComponentProblem.changedMeanwhile({ version: found.version })
    const photos = [...new Set(photoIds)]
    const missing = photos.length ? await findMissingPhoto(db, adcode, photos) : undefined
    if (missing) throw ComponentProblem.photoUnknown({ id: missing })
    store.writeComponentPhotos(write, adcode, found, { photos, at: now })
    store.writeChanges(write, { adcode, actor, at: now }, [
      {
        componentId: id,
        version: version + 1,
        action: 'changed',
        changes: { photos: { from: found.photos, to: photos } },
        note,
      },
    ])
    announce({
      name: 'component.changed',
      subjectId: id,
      data: { action: 'changed', code: found.code, count: 1 } satisfies ComponentChanged,
    })
    concerns(id)
    return { id, photoIds: photos, version: version + 1 }
  },
}
