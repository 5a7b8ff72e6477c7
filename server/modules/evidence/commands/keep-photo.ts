/** Records a photo whose files are already in the store. */
import type { PhotoView } from '#domain/evidence/contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import type { ReadPhoto } from '../read-photo.ts'

export type KeepPhoto = Omit<ReadPhoto, 'full' | 'thumbnail'> & {
  file: string
  thumbnailFile: string
  bytes: number
  /** Another module answers for it: it is shown as that says, and nothing may be given it by its id. */
  isHeld?: boolean
}

export const keepPhoto: Command<KeepPhoto, PhotoView> = {
  name: 'photo.keep',
  permission: 'evidence.upload',
  async run({ actor, adcode, now, write, concerns }, photo) {
    const id = newId()
    const { takenAt, takenAtPoint, width, height } = photo
    write.insert('evidence.photos', {
      adcode,
      id,
      file: photo.file,
      thumbnail: photo.thumbnailFile,
      width,
      height,
      bytes: photo.bytes,
      is_held: photo.isHeld ?? false,
      original_hash: photo.originalHash,
      taken_at: takenAt,
      taken_point: takenAtPoint ? `(${takenAtPoint[0]},${takenAtPoint[1]})` : null,
      uploaded_by: actor.id,
      uploaded_at: now,
    })
    concerns(id)
    return { id, width, height, takenAt: takenAt?.toISOString() ?? null, takenAtPoint }
  },
}
