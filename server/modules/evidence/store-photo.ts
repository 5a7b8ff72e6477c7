/** Puts the files of a picture into the store; the row that speaks of them is written by an act afterwards. */
import type { FileStore } from '#platform/files/file-store.ts'
import type { KeepPhoto } from './commands/keep-photo.ts'
import { readPhoto } from './read-photo.ts'

/** What `keepPhoto` takes; throws `photo.not-a-photo` or `photo.too-many-pixels`. */
export async function storePhoto(files: FileStore, content: Buffer): Promise<KeepPhoto> {
  const { full, thumbnail, ...photo } = await readPhoto(content)
  const file = await files.keep(full, 'jpg')
  const thumbnailFile = await files.keep(thumbnail, 'jpg')
  return { ...photo, file, thumbnailFile, bytes: full.length }
}
