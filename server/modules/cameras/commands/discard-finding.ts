/** Discards a finding with a reason; its picture is erased after the days of the camera, its line stays. */
import type { Command } from '#platform/act.ts'
import { getFindingFor, writeReview } from '../finding-for.ts'

type DiscardFinding = { readonly id: string; readonly expectedVersion: number; readonly reason: string }
const day = 86_400_000

export const discardFinding: Command<DiscardFinding, { id: string; version: number }> = {
  name: 'finding.discard',
  permission: 'finding.review',
  async run(context, { id, expectedVersion, reason }) {
    context.concerns(id)
    const { finding, camera } = await getFindingFor(context, id, expectedVersion)
    return writeReview(context, finding, camera, {
      state: 'discarded',
      reason,
      erase_at: new Date(context.now.getTime() + camera.retentionDays * day),
    })
  },
}
