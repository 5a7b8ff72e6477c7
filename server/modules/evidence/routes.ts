/** Photos and documents over HTTP: upload as a form, download as a file. */
import { showPhotoEndpoint, uploadPhotoEndpoint } from '#domain/evidence/contract.ts'
import {
  DocumentProblem,
  documentTypes,
  fetchDocumentEndpoint,
  uploadDocumentEndpoint,
} from '#domain/evidence/document.ts'
import { PhotoProblem } from '#domain/evidence/problems.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { type HandlerContext, handle, type Route } from '#platform/http/serve.ts'
import { keepDocument } from './commands/keep-document.ts'
import { keepPhoto } from './commands/keep-photo.ts'
import { findDocuments } from './queries/find-documents.ts'
import { findPhotoFiles } from './queries/find-photos.ts'
import { findDocumentKind } from './read-document.ts'
import { storePhoto } from './store-photo.ts'

async function upload(files: FileStore, { request, act, actor, requestId }: HandlerContext) {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw PhotoProblem.missing({})
  return act(actor, keepPhoto, await storePhoto(files, await part.toBuffer()), { requestId })
}

/**
 * What a module that answers for photos says of one: whether `actor` is shown it, or nothing when the photo is not its own.
 * Evidence stands below all others, so they are handed in.
 */
export type PhotoGuard = (
  context: Pick<HandlerContext, 'db' | 'actor'>,
  photoId: string,
) => Promise<boolean | undefined>

async function show(
  files: FileStore,
  guards: readonly PhotoGuard[],
  { db, actor, reply }: HandlerContext,
  input: { id: string; size: 'full' | 'thumbnail' },
) {
  const photo = await findPhotoFiles(db, actor.adcode, input.id)
  const said = photo ? await Promise.all(guards.map((guard) => guard({ db, actor }, input.id))) : []
  const stream =
    photo && !said.includes(false)
      ? await files.find(input.size === 'full' ? photo.file : photo.thumbnail)
      : undefined
  // Whoever may not see it does not learn either that it is there.
  if (!stream) throw PhotoProblem.unknown({ id: input.id })
  // What is guarded may be taken back or erased, so no browser keeps it.
  const keeping = said.includes(true) ? 'no-store' : 'private, max-age=31536000, immutable'
  await reply.type('image/jpeg').header('cache-control', keeping).send(stream)
}

async function uploadDocument(files: FileStore, { request, act, actor, requestId }: HandlerContext) {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw DocumentProblem.missing({})
  const content = await part.toBuffer()
  const kind = findDocumentKind(content)
  if (!kind) throw DocumentProblem.notTaken({})
  const file = await files.keep(content, kind)
  // Invisible characters could make a name read as another one.
  const bare = part.filename
    .replaceAll(/[\p{C}\\/]/gu, '')
    .replace(/\.[^.]*$/, '')
    .trim()
    .slice(0, 120)
  const name = `${bare || 'document'}.${kind}`
  return act(actor, keepDocument, { name, kind, bytes: content.length, file }, { requestId })
}

async function fetchDocument(files: FileStore, { db, actor, reply }: HandlerContext, { id }: { id: string }) {
  const [document] = await findDocuments(db, actor.adcode, [id])
  const stream = document && (await files.find(document.file))
  if (!stream) throw DocumentProblem.unknown({ id })
  await reply
    .type(documentTypes[document.kind])
    .header('content-length', document.bytes)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`)
    .header('cache-control', 'private, no-cache')
    .send(stream)
}

/** The routes on a file store. */
export const evidenceRoutes = (files: FileStore, guards: readonly PhotoGuard[]): Route[] => [
  handle(uploadPhotoEndpoint, (context) => upload(files, context)),
  handle(showPhotoEndpoint, (context, input) => show(files, guards, context, input)),
  handle(uploadDocumentEndpoint, (context) => uploadDocument(files, context)),
  handle(fetchDocumentEndpoint, (context, input) => fetchDocument(files, context, input)),
]
