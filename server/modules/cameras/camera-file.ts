/** The register as a file over HTTP: judged as it comes in, and written in the columns that an import reads. */

import { cameraAccessNames, cameraKindNames, cameraStateNames } from '#domain/cameras/camera.ts'
import {
  cameraColumns,
  type DeliveredCamera,
  datumNames,
  neededCameraColumns,
  toDeliveredCameras,
} from '#domain/cameras/camera-delivery.ts'
import type { CameraFileReport } from '#domain/cameras/contract.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import { toCgcs2000 } from '#domain/geography/datum.ts'
import type { Finding } from '#domain/table.ts'
import { locateMany } from '#modules/geography/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { readUploadedTable, sendTable } from '#platform/tabular/form-table.ts'
import { importCameras } from './commands/import-cameras.ts'
import { findCameras } from './store.ts'

const mostRows = 2000

type Judged = {
  read: number
  cameras: (DeliveredCamera['camera'] & { knownVersion: number })[]
  refused: Finding[]
}

async function judge(context: HandlerContext, hosts: readonly string[]): Promise<Judged> {
  const { db, actor, now } = context
  const { adcode } = actor
  const uploaded = await readUploadedTable(context, neededCameraColumns)
  if (!uploaded) throw CameraProblem.fileMissing({})
  const [organisations, standing] = await Promise.all([
    findOrganisations(db, adcode),
    findCameras(db, adcode),
  ])
  const { rows } = uploaded
  const { cameras, refused } = toDeliveredCameras(rows.slice(0, mostRows), {
    organisations: organisations.filter((it) => !it.endedAt),
    hosts,
  })
  const points = cameras.map(({ camera }) => toCgcs2000(camera.point, camera.datum))
  const places = await locateMany(db, adcode, points, now)
  const outside = cameras
    .filter((_, index) => places[index] === undefined)
    .map(({ row }) => ({
      row,
      column: cameraColumns.lng,
      reason: { zh: '位置不在本县范围内', en: 'the position lies outside the county' },
    }))
  const tooMany = {
    row: mostRows + 2,
    column: null,
    reason: { zh: `一次最多 ${mostRows} 行`, en: `at most ${mostRows} rows at once` },
  }
  const versions = new Map(standing.filter((it) => it.state !== 'ended').map((it) => [it.code, it.version]))
  return {
    read: rows.length,
    cameras: cameras.map(({ camera }) => ({ ...camera, knownVersion: versions.get(camera.code) ?? 0 })),
    refused: [...refused, ...outside, ...(rows.length > mostRows ? [tooMany] : [])].sort(
      (a, b) => a.row - b.row,
    ),
  }
}

/** Judges a file and writes nothing. */
export async function checkCameras(
  context: HandlerContext,
  hosts: readonly string[],
): Promise<CameraFileReport> {
  const { read, cameras, refused } = await judge(context, hosts)
  const changed = cameras.filter((it) => it.knownVersion > 0).length
  return { read, added: cameras.length - changed, changed, refused }
}

/** Registers what a file says; one wrong cell, and nothing is written. */
export async function takeCameras(
  context: HandlerContext,
  hosts: readonly string[],
): Promise<{ added: number; changed: number }> {
  const { act, actor, requestId } = context
  const { cameras, refused } = await judge(context, hosts)
  if (refused.length) throw CameraProblem.fileFaulty({ faults: refused.length })
  return act(actor, importCameras, { cameras }, { requestId })
}

/** Sends the register; addresses stay in the house, and an empty cell leaves them as they are when the file comes back. */
export async function sendCameras(context: HandlerContext): Promise<void> {
  const { db, actor } = context
  const [cameras, organisations] = await Promise.all([
    findCameras(db, actor.adcode),
    findOrganisations(db, actor.adcode),
  ])
  const names = new Map(organisations.map((it) => [it.id, it.name]))
  const rows = cameras
    .filter((it) => it.state !== 'ended')
    .map((it) => ({
      [cameraColumns.code]: it.code,
      [cameraColumns.name]: it.name,
      [cameraColumns.address]: it.address,
      [cameraColumns.lng]: it.point[0],
      [cameraColumns.lat]: it.point[1],
      [cameraColumns.datum]: datumNames.cgcs2000,
      [cameraColumns.organisation]: it.organisationId ? (names.get(it.organisationId) ?? '') : '',
      [cameraColumns.kind]: cameraKindNames[it.kind].zh,
      [cameraColumns.bearing]: it.bearing,
      [cameraColumns.angle]: it.angle,
      [cameraColumns.state]: cameraStateNames[it.state].zh,
      [cameraColumns.access]: cameraAccessNames[it.access].zh,
      [cameraColumns.purpose]: it.purpose,
      [cameraColumns.legalBasis]: it.legalBasis,
      [cameraColumns.retentionDays]: it.retentionDays,
      [cameraColumns.waitDays]: it.waitDays,
      [cameraColumns.streamUrl]: '',
      [cameraColumns.snapshotUrl]: '',
    }))
  await sendTable(context, '视频探头', 'xlsx', Object.values(cameraColumns), rows)
}
