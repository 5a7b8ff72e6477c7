/** The door of evidence: photos and documents that reports and cases refer to. */
import type { FileStore } from '#platform/files/file-store.ts'
import type { Module } from '#platform/module.ts'
import { evidenceRoutes } from './routes.ts'

export { dropErasedFiles, planErasePhoto } from './commands/erase-photo.ts'
export { keepPhoto } from './commands/keep-photo.ts'
export { findDocuments } from './queries/find-documents.ts'
export { findPhotoClaims } from './queries/find-photo-claims.ts'
export { findMissingPhoto } from './queries/find-photos.ts'
export { type PrintedPhoto, printPhotos } from './queries/print-photos.ts'
export { readPhoto } from './read-photo.ts'
export { storePhoto } from './store-photo.ts'

export const evidenceModule = (files: FileStore): Module => ({
  name: 'evidence',
  routes: evidenceRoutes(files),
})
