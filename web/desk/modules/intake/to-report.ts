/** From what was typed to the body of a report; what was left empty is left out. */
import type { z } from 'zod'
import { Classification } from '#domain/cases/inputs.ts'
import type { NewReport } from '#domain/intake/contract.ts'
import type { ReportDraft } from './use-report-draft.ts'

type Chosen = Pick<z.input<typeof NewReport>, 'catalogueId' | 'kind' | 'classCode' | 'conditionId'>

const definedIn = ({
  conditionId,
  ...rest
}: Omit<Classification, 'conditionId'> & { conditionId?: string | undefined }): Chosen =>
  conditionId === undefined ? rest : { ...rest, conditionId }

/** The body; who called goes along only when `hasCaller`, and the case it joins only when one was chosen. */
export function toReport(
  draft: ReportDraft,
  hasCaller: boolean,
  joinsCaseId?: string,
): z.input<typeof NewReport> {
  const chosen = Classification.partial({ conditionId: true }).safeParse(draft.classification)
  const name = draft.callerName.trim()
  const phone = draft.callerPhone.trim()
  return {
    source: draft.source as z.input<typeof NewReport>['source'],
    description: draft.description,
    address: draft.address,
    photoIds: [...draft.photoIds],
    selfHandled: draft.selfHandled,
    externalNumber: draft.externalNumber.trim() || null,
    ...(joinsCaseId === undefined ? {} : { joinsCaseId }),
    ...(draft.point ? { point: draft.point } : {}),
    ...(chosen.success ? definedIn(chosen.data) : {}),
    ...(hasCaller && (name || phone)
      ? {
          caller: {
            name: name || null,
            phone: phone || null,
            wantsReply: draft.wantsReply,
            isConfidential: draft.isConfidential,
          },
        }
      : {}),
  }
}
