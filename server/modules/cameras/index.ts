/** The door of cameras: the register, watching, and what was seen. */
import { CameraProblem } from '#domain/cameras/problems.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { Module } from '#platform/module.ts'
import { cameraJobs } from './jobs.ts'
import { mayHearCamera, mayHearFinding } from './policy.ts'
import { cameraRoutes } from './routes.ts'

export { createCamera } from './commands/create-camera.ts'
export { recordFinding } from './commands/record-finding.ts'
export { guardFindingPhoto } from './queries/guard-finding-photo.ts'
export { findCameras } from './store.ts'

/** `hosts` are those the county takes video from; none named means any but this machine. */
export const camerasModule = (files: FileStore, hosts: readonly string[]): Module => ({
  name: 'cameras',
  routes: cameraRoutes(files, hosts),
  jobs: cameraJobs(files),
  constraints: { cameras_code_unique: () => CameraProblem.changed({}) },
  live: { camera: mayHearCamera, finding: mayHearFinding },
})
