/** Who may see, watch and hear of which camera, one sentence each. */
import type { CameraAnnouncement } from '#domain/cameras/events.ts'
import { type Actor, may } from '#platform/actor.ts'
import type { Announcement } from '#platform/relay/announcement.ts'

type Placed = {
  readonly townCode: string | null
  readonly communityCode: string | null
  readonly access: string
}

const isInAreas = ({ areaCodes }: Actor, { townCode, communityCode }: Placed): boolean =>
  !areaCodes.length || areaCodes.some((code) => townCode?.startsWith(code) || communityCode?.startsWith(code))

/** Whoever keeps the register sees all of it; others see the cameras of their areas. */
export const maySee = (actor: Actor, camera: Placed): boolean =>
  may(actor, 'camera.manage') || (may(actor, 'camera.read') && isInAreas(actor, camera))

/** Cameras of the own areas are watched with the right to; restricted ones need a right of their own. */
export const mayWatch = (actor: Actor, camera: Placed): boolean =>
  may(actor, 'camera.watch') &&
  isInAreas(actor, camera) &&
  (camera.access !== 'restricted' || may(actor, 'camera.watch-restricted'))

/** Whoever sees a camera hears of it. */
export const mayHearCamera = (actor: Actor, { adcode, data }: Announcement): boolean =>
  adcode === actor.adcode && maySee(actor, data as CameraAnnouncement)

/** Whoever may watch the camera hears of findings. */
export const mayHearFinding = (actor: Actor, { adcode, data }: Announcement): boolean =>
  adcode === actor.adcode && may(actor, 'finding.read') && mayWatch(actor, data as CameraAnnouncement)
