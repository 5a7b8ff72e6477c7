/** Cameras over HTTP. */
import {
  changeCameraEndpoint,
  checkCamerasEndpoint,
  createCameraEndpoint,
  endCameraEndpoint,
  endWatchEndpoint,
  exportCamerasEndpoint,
  importCamerasEndpoint,
  listCamerasEndpoint,
  listWatchesEndpoint,
  streamWatchEndpoint,
  watchCameraEndpoint,
} from '#domain/cameras/contract.ts'
import {
  discardFindingEndpoint,
  listFindingsEndpoint,
  recordFindingEndpoint,
  reportFindingEndpoint,
  takeSnapshotEndpoint,
} from '#domain/cameras/finding-contract.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { checkCameras, sendCameras, takeCameras } from './camera-file.ts'
import { changeCamera } from './commands/change-camera.ts'
import { createCamera } from './commands/create-camera.ts'
import { discardFinding } from './commands/discard-finding.ts'
import { endCamera } from './commands/end-camera.ts'
import { endWatch } from './commands/end-watch.ts'
import { reportFinding } from './commands/report-finding.ts'
import { watchCamera } from './commands/watch-camera.ts'
import { listCameras } from './queries/list-cameras.ts'
import { listFindings } from './queries/list-findings.ts'
import { listWatches } from './queries/list-watches.ts'
import { takeFromCamera, takeFromPlayer } from './snapshot-door.ts'
import { sendStream } from './video/send-stream.ts'

/** `hosts` are those the county takes video from. */
export const cameraRoutes = (files: FileStore, hosts: readonly string[]): Route[] => [
  answer(listCamerasEndpoint, listCameras),
  serve(createCameraEndpoint, createCamera(hosts)),
  serve(changeCameraEndpoint, changeCamera(hosts)),
  serve(endCameraEndpoint, endCamera),
  handle(checkCamerasEndpoint, (context) => checkCameras(context, hosts)),
  handle(importCamerasEndpoint, (context) => takeCameras(context, hosts)),
  handle(exportCamerasEndpoint, sendCameras),
  serve(watchCameraEndpoint, watchCamera),
  serve(endWatchEndpoint, endWatch),
  handle(streamWatchEndpoint, (context, input) => sendStream(hosts, context, input)),
  answer(listWatchesEndpoint, listWatches),
  handle(recordFindingEndpoint, (context, input) => takeFromPlayer(files, context, input)),
  handle(takeSnapshotEndpoint, (context, input) => takeFromCamera(files, hosts, context, input)),
  answer(listFindingsEndpoint, listFindings),
  serve(discardFindingEndpoint, discardFinding),
  serve(reportFindingEndpoint, reportFinding),
]
