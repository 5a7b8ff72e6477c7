/** The door of evidence: photos and documents that reports and cases refer to. */
import type { FileStore } from '#platform/files/file-store.ts'
import type { Module } from '#platform/module.ts'
import { evidenceJobs } from './jobs.ts'
import { evidenceRoutes, type PhotoGuard } from './routes.ts'

export { dropErasedFiles, planErasePhotos } from './commands/erase-photo.ts'
export { keepPhoto } from './commands/keep-photo.ts'
export { findDocuments } from './queries/find-documents.ts'
export { findOriginals } from './queries/find-originals.ts'
export { findPhotoClaims } from './queries/find-photo-claims.ts'
export { findMissingPhoto } from './queries/find-photos.ts'
export { type PrintedPhoto, printPhotos } from './queries/print-photos.ts'
export { readPhoto } from './read-photo.ts'
export type { PhotoGuard } from './routes.ts'
export { storePhoto } from './store-photo.ts'

/** `guards` answer for photos that belong to other modules. */
export const evidenceModule = (files: FileStore, guards: readonly PhotoGuard[]): Module => ({
  name: 'evidence',
  routes: evidenceRoutes(files, guards),
  jobs: evidenceJobs(files),
})
