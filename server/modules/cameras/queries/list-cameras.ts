/** Cameras for maps and lists: those whoever asks may see, without their addresses. */
import type { z } from 'zod'
import type { CameraView, listCamerasEndpoint } from '#domain/cameras/contract.ts'
import { maskAddress } from '#domain/cameras/stream-address.ts'
import { wedgeOf } from '#domain/cameras/wedge.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import { type Actor, may } from '#platform/actor.ts'
import type { Query } from '#platform/query.ts'
import { maySee, mayWatch } from '../policy.ts'
import { findCameras, type StoredCamera } from '../store.ts'

type Input = z.output<typeof listCamerasEndpoint.query>
const mostNear = 8

const readPoint = (text: string): Position => {
  const [lng = 0, lat = 0] = text.split(',').map(Number)
  return [lng, lat]
}

function toView(camera: StoredCamera, actor: Actor, names: ReadonlyMap<string, string>): CameraView {
  const { streamUrl, snapshotUrl, organisationId, ...facts } = camera
  const keeps = may(actor, 'camera.manage')
  return {
    ...facts,
    organisation: organisationId
      ? { id: organisationId, name: names.get(organisationId) ?? organisationId }
      : null,
    wedge: wedgeOf(camera.point, camera.bearing, camera.angle) ?? null,
    hasStream: streamUrl !== null || camera.isDemonstration,
    hasSnapshot: snapshotUrl !== null,
    streamHost: keeps ? maskAddress(streamUrl) : null,
    snapshotHost: keeps ? maskAddress(snapshotUrl) : null,
    mayWatch: camera.state !== 'ended' && mayWatch(actor, camera),
    distanceMetres: null,
  }
}

export const listCameras: Query<Input, { cameras: CameraView[] }> = {
  name: 'camera.list',
  async run({ db, actor }, { near, withinMetres, withEnded }) {
    const { adcode } = actor
    const [cameras, organisations] = await Promise.all([
      findCameras(db, adcode),
      findOrganisations(db, adcode),
    ])
    const names = new Map(organisations.map((it) => [it.id, it.name]))
    const wantsEnded = withEnded === '1' && may(actor, 'camera.manage')
    const seen = cameras
      .filter((it) => (wantsEnded || it.state !== 'ended') && maySee(actor, it))
      .map((it) => toView(it, actor, names))
    if (!near) return { cameras: seen }
    const point = readPoint(near)
    return {
      cameras: seen
        .map((it) => ({ ...it, distanceMetres: Math.round(distanceMetres(point, it.point)) }))
        .filter((it) => it.distanceMetres <= withinMetres)
        .sort((a, b) => a.distanceMetres - b.distanceMetres)
        .slice(0, mostNear),
    }
  },
}
