/** Photos for paper: drawn anew no larger than print needs, so that a document with many of them can still be sent. */
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import type { Database } from '#platform/database/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { findPhotoFiles } from './find-photos.ts'

/** A photo as JPEG with its size in pixels. */
export type PrintedPhoto = { readonly content: Buffer; readonly width: number; readonly height: number }

/** Half an A4 page wide at 200 dots an inch. */
const mostPixels = 720

/** The photos of `ids` by id, one after the other to spare memory; one whose file is missing is left out. */
export async function printPhotos(
  files: FileStore,
  db: Database,
  adcode: string,
  ids: readonly string[],
): Promise<Map<string, PrintedPhoto>> {
  const printed = new Map<string, PrintedPhoto>()
  for (const id of ids) {
    const photo = await findPhotoFiles(db, adcode, id)
    const stream = photo && (await files.find(photo.file))
    if (!stream) continue
    const { data, info } = await sharp(await buffer(stream))
      .resize({ width: mostPixels, height: mostPixels, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    printed.set(id, { content: data, width: info.width, height: info.height })
  }
  return printed
}
