/** Changes a camera; addresses that are not named stay as they are, since nobody is shown them to send them back. */
import type { CameraChange } from '#domain/cameras/camera.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import type { Command } from '#platform/act.ts'
import {
  announceCamera,
  requireFreeCode,
  requireGoodAddresses,
  toCameraColumns,
  withoutAddresses,
} from '../plan-camera.ts'
import { getCamera } from '../store.ts'

type ChangeCamera = CameraChange & { readonly id: string; readonly expectedVersion: number }

/** `hosts` as for a new camera. */
export const changeCamera = (
  hosts: readonly string[],
): Command<ChangeCamera, { id: string; version: number }> => ({
  name: 'camera.change',
  permission: 'camera.manage',
  auditInput: withoutAddresses,
  fingerprintInput: withoutAddresses,
  async run(context, input) {
    const { db, adcode, write, concerns } = context
    const { id, expectedVersion } = input
    concerns(id)
    const camera = await getCamera(db, adcode, id)
    if (camera.version !== expectedVersion || camera.state === 'ended') throw CameraProblem.changed({})
    requireGoodAddresses(input, hosts)
    await requireFreeCode(context, input.code, id)
    const columns = await toCameraColumns(context, input)
    const version = expectedVersion + 1
    write.update(
      'cameras.cameras',
      { adcode, id, version: expectedVersion },
      {
        ...columns,
        ...(input.streamUrl === undefined ? {} : { stream_url: input.streamUrl }),
        ...(input.snapshotUrl === undefined ? {} : { snapshot_url: input.snapshotUrl }),
        version,
      },
    )
    announceCamera(context, id, columns)
    return { id, version }
  },
})
