/**
 * Makes a finding a report, as a person decided: its case is opened in the same act, at the camera's place unless words say
 * more, with the picture, under the source video, and names the camera.
 */
import type { z } from 'zod'
import type { reportFindingEndpoint } from '#domain/cameras/finding-contract.ts'
import { planReport } from '#modules/intake/index.ts'
import type { Command } from '#platform/act.ts'
import { getFindingFor, writeReview } from '../finding-for.ts'

type ReportFinding = z.output<typeof reportFindingEndpoint.params> &
  z.output<typeof reportFindingEndpoint.body>
type Reply = z.input<typeof reportFindingEndpoint.reply>

export const reportFinding: Command<ReportFinding, Reply> = {
  name: 'finding.report',
  permission: 'finding.review',
  async run(context, { id, expectedVersion, ...words }) {
    const { finding, camera } = await getFindingFor(context, id, expectedVersion)
    const { warnings: _, ...receipt } = await planReport(
      context,
      {
        ...words,
        description: `${words.description}（视频探头：${camera.name} ${camera.code}）`,
        address: words.address || camera.address || camera.place,
        point: camera.point,
        datum: 'cgcs2000',
        photoIds: [finding.photoId],
        externalNumber: camera.code,
        selfHandled: false,
      },
      'video',
      [finding.photoId],
    )
    context.concerns(id)
    writeReview(context, finding, camera, {
      state: 'reported',
      erase_at: null,
      case_id: words.joinsCaseId ?? receipt.id,
      report_number: receipt.reportNumber,
    })
    return receipt
  },
}
