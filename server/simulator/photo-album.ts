/** Keeps the drawn pictures once in the file store; each photo of the county is then a row that refers to one. */
import { keepPhoto, readPhoto } from '#modules/evidence/index.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { drawPicture, type PictureName, pictureNames } from './pictures.ts'

export type PhotoAlbum = {
  /** Takes a photo as `actor`; its id. */
  take(act: Act, actor: Actor, picture: PictureName, requestId: string): Promise<string>
}

/** Draws all pictures and keeps them. */
export async function openPhotoAlbum(files: FileStore): Promise<PhotoAlbum> {
  const kept = new Map(
    await Promise.all(
      pictureNames.map(async (name) => {
        const { full, thumbnail, ...photo } = await readPhoto(await drawPicture(name))
        const file = await files.keep(full, 'jpg')
        const thumbnailFile = await files.keep(thumbnail, 'jpg')
        return [name, { ...photo, file, thumbnailFile, bytes: full.length }] as const
      }),
    ),
  )
  return {
    take: async (act, actor, picture, requestId) => {
      const photo = kept.get(picture)
      if (!photo) throw new Error(`there is no picture ${picture}`)
      const { id } = await act(actor, keepPhoto, photo, { requestId })
      return id
    },
  }
}
