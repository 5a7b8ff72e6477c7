/** Registers what a file says in one act: cameras of a known code are changed, others are new, nothing is taken away. */
import type { CameraChange } from '#domain/cameras/camera.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announceCamera, toCameraColumns } from '../plan-camera.ts'
import { findCameras } from '../store.ts'

/** Cameras that were judged, each with the version that it was judged on (0: there is none of its code). */
export type ImportCameras = {
  readonly cameras: readonly (CameraChange & { readonly knownVersion: number })[]
}

const ofFile = ({ cameras }: ImportCameras) => ({ codes: cameras.map((it) => it.code) })

export const importCameras: Command<ImportCameras, { added: number; changed: number }> = {
  name: 'camera.import',
  permission: 'camera.manage',
  auditInput: ofFile,
  fingerprintInput: ofFile,
  async run(context, { cameras }) {
    const { db, adcode, now, write } = context
    const inUse = (await findCameras(db, adcode)).filter((it) => it.state !== 'ended')
    const known = new Map(inUse.map((it) => [it.code, it]))
    for (const { knownVersion, streamUrl, snapshotUrl, ...input } of cameras) {
      const there = known.get(input.code)
      if ((there?.version ?? 0) !== knownVersion) throw CameraProblem.changed({})
      const columns = await toCameraColumns(context, input)
      const id = there?.id ?? newId()
      if (there)
        write.update(
          'cameras.cameras',
          { adcode, id, version: there.version },
          {
            ...columns,
            ...(streamUrl === undefined ? {} : { stream_url: streamUrl }),
            ...(snapshotUrl === undefined ? {} : { snapshot_url: snapshotUrl }),
            version: there.version + 1,
          },
        )
      else
        write.insert('cameras.cameras', {
          adcode,
          id,
          ...columns,
          stream_url: streamUrl ?? null,
          snapshot_url: snapshotUrl ?? null,
          is_demonstration: false,
          version: 1,
          created_at: now,
        })
      announceCamera(context, id, columns)
    }
    const changed = cameras.filter((it) => known.has(it.code)).length
    return { added: cameras.length - changed, changed }
  },
}
