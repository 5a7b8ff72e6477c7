/** Registers a camera. */
import type { CameraInput } from '#domain/cameras/camera.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import {
  announceCamera,
  requireFreeCode,
  requireGoodAddresses,
  toCameraColumns,
  withoutAddresses,
} from '../plan-camera.ts'

type CreateCamera = CameraInput & { readonly isDemonstration?: boolean }

/** `hosts` are those the county takes video from; none named means any that is not this machine. */
export const createCamera = (
  hosts: readonly string[],
): Command<CreateCamera, { id: string; version: number }> => ({
  name: 'camera.create',
  permission: 'camera.manage',
  auditInput: withoutAddresses,
  fingerprintInput: withoutAddresses,
  async run(context, input) {
    const { adcode, now, write, concerns } = context
    requireGoodAddresses(input, hosts)
    await requireFreeCode(context, input.code)
    const columns = await toCameraColumns(context, input)
    const id = newId()
    concerns(id)
    write.insert('cameras.cameras', {
      adcode,
      id,
      ...columns,
      stream_url: input.streamUrl,
      snapshot_url: input.snapshotUrl,
      is_demonstration: input.isDemonstration ?? false,
      version: 1,
      created_at: now,
    })
    announceCamera(context, id, columns)
    return { id, version: 1 }
  },
})
