/** Records which photos show a component; those that are left out stay in the history. */
import { ComponentProblem } from '#domain/components/problems.ts'
import { findMissingPhoto } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import { type ChangeOfComponent, planChange } from '../plan-change.ts'

export type ChangeComponentPhotos = ChangeOfComponent & {
  /** The photos from now on, the one to show first in front. */
  readonly photoIds: readonly string[]
}

export const changeComponentPhotos: Command<
  ChangeComponentPhotos,
  { id: string; photoIds: string[]; version: number }
> = {
  name: 'component.change-photos',
  permission: 'component.manage',
  async run(context, input) {
    const photos = [...new Set(input.photoIds)]
    const version = await planChange(context, input, 'changed', async () => {
      const { db, adcode } = context
      const missing = photos.length ? await findMissingPhoto(db, adcode, photos) : undefined
      if (missing) throw ComponentProblem.photoUnknown({ id: missing })
      return { photos }
    })
    return { id: input.id, photoIds: photos, version }
  },
}
