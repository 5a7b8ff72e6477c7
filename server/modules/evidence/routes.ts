/** Photos over HTTP: upload as a form, download as JPEG. */
import { showPhotoEndpoint, uploadPhotoEndpoint } from '#domain/evidence/contract.ts'
import { PhotoProblem } from '#domain/evidence/problems.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { type HandlerContext, handle, type Route } from '#platform/http/serve.ts'
import { keepPhoto } from './commands/keep-photo.ts'
import { findPhotoFiles } from './queries/find-photos.ts'
import { readPhoto } from './read-photo.ts'

async function upload(files: FileStore, { request, act, actor, requestId }: HandlerContext) {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw PhotoProblem.missing({})
  const { full, thumbnail, ...photo } = await readPhoto(await part.toBuffer())
  const file = await files.keep(full, 'jpg')
  const thumbnailFile = await files.keep(thumbnail, 'jpg')
  return act(actor, keepPhoto, { ...photo, file, thumbnailFile, bytes: full.length }, { requestId })
}

async function show(
  files: FileStore,
  { db, actor, reply }: HandlerContext,
  input: { id: string; size: 'full' | 'thumbnail' },
) {
  const photo = await findPhotoFiles(db, actor.adcode, input.id)
  const stream = photo && (await files.find(input.size === 'full' ? photo.file : photo.thumbnail))
  if (!stream) throw PhotoProblem.unknown({ id: input.id })
  await reply.type('image/jpeg').header('cache-control', 'private, max-age=31536000, immutable').send(stream)
}

/** The routes on a file store. */
export const evidenceRoutes = (files: FileStore): Route[] => [
  handle(uploadPhotoEndpoint, (context) => upload(files, context)),
  handle(showPhotoEndpoint, (context, input) => show(files, context, input)),
]
