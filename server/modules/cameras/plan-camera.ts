/** What commands on the register share: where a camera lies, whether its words may stand, and its row. */

import type { CameraFacts } from '#domain/cameras/camera.ts'
import { type CameraAnnouncement, cameraChanged } from '#domain/cameras/events.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import { findAddressFault } from '#domain/cameras/stream-address.ts'
import { toCgcs2000 } from '#domain/geography/datum.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { locate } from '#modules/geography/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Context } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'

type Addresses = {
  readonly streamUrl?: string | null | undefined
  readonly snapshotUrl?: string | null | undefined
}

/** What of a camera is kept in the log and told apart from another request: never an address, which may hold a password. */
export const withoutAddresses = <Input extends Addresses>({ streamUrl, snapshotUrl, ...rest }: Input) => ({
  ...rest,
  setsStream: streamUrl !== undefined,
  setsSnapshot: snapshotUrl !== undefined,
})

/** Throws `camera.address-refused` where an address may not be registered. */
export function requireGoodAddresses(input: Addresses, hosts: readonly string[]): void {
  for (const field of ['streamUrl', 'snapshotUrl'] as const) {
    const text = input[field]
    const reason = text ? findAddressFault(text, hosts) : undefined
    if (reason) throw CameraProblem.addressRefused({ field, reason })
  }
}

/** Throws where another camera in use has the code. */
export async function requireFreeCode(
  { db, adcode }: { db: Database; adcode: string },
  code: string,
  exceptId?: string,
): Promise<void> {
  const [taken] = await db.rows<{ id: string }>(
    `select id from cameras.cameras where adcode = $1 and code = $2 and state <> 'ended' and id is distinct from $3::uuid`,
    [adcode, code, exceptId ?? null],
  )
  if (taken) throw CameraProblem.codeTaken({ code })
}

/** The columns of a camera without its addresses; throws where it lies outside the county or its owner is unknown. */
export async function toCameraColumns(context: Context, input: CameraFacts) {
  const { db, adcode, now } = context
  const point = toCgcs2000(input.point, input.datum)
  const place = await locate(db, adcode, point, now)
  if (!place) throw CameraProblem.outsideCounty({})
  const { organisationId } = input
  if (organisationId && !(await findOrganisations(db, adcode)).some((it) => it.id === organisationId))
    throw IdentityProblem.organisationUnknown({ id: organisationId })
  return {
    code: input.code,
    name: input.name,
    address: input.address,
    point: `(${point[0]},${point[1]})`,
    point_given: { datum: input.datum, point: input.point },
    town_code: place.town?.code ?? null,
    community_code: place.community?.code ?? null,
    cell_code: place.cell?.code ?? null,
    place: [place.town?.name, place.community?.name].filter(Boolean).join(' '),
    organisation_id: organisationId,
    kind: input.kind,
    bearing: input.bearing,
    angle: input.angle,
    state: input.state,
    access: input.access,
    purpose: input.purpose,
    legal_basis: input.legalBasis,
    retention_days: input.retentionDays,
    wait_days: input.waitDays,
    changed_at: now,
  }
}

/** Tells the house that a camera changed. */
export function announceCamera(
  { announce }: Context,
  id: string,
  {
    town_code,
    community_code,
    access,
  }: { town_code: string | null; community_code: string | null; access: string },
): void {
  const data: CameraAnnouncement = { townCode: town_code, communityCode: community_code, access }
  announce({ name: cameraChanged, subjectId: id, data })
}
