/** Records the call back to the caller. Where the problem is back, a new case linked to this one is opened. */
import type { z } from 'zod'
import type { recordReturnVisitEndpoint } from '#domain/intake/contract.ts'
import { getCaseFor, planAction, planOpenCase, type TakeAction, toReceipt } from '#modules/cases/index.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { writeReport } from '../store.ts'

type Reply = z.input<typeof recordReturnVisitEndpoint.reply>

export const recordReturnVisit: Command<TakeAction, Reply> = {
  name: 'case.record-return-visit',
  permission: 'case.record-return-visit',
  async run(context, input) {
    const { adcode, now, actor } = context
    const record = await getCaseFor(context, input)
    const { id: _, expectedVersion: __, ...data } = input
    const visited = await planAction(context, record, 'recordReturnVisit', data)
    if (!data['reopen']) return { ...toReceipt(visited), reopenedAs: null }
    const { source, description, address, kind, catalogueId, classCode, conditionId } = record
    const { point, townCode, communityCode, cellCode, areaClass, componentId } = record
    const reopened = await planOpenCase(context, {
      action: 'register',
      source,
      description,
      address,
      kind,
      catalogueId,
      classCode,
      conditionId,
      point,
      townCode,
      communityCode,
      cellCode,
      areaClass,
      componentId,
      reporterId: actor.id,
      linkedCaseId: record.id,
      photoIds: [],
    })
    // The audit line is about the case that was visited.
    context.concerns(record.id)
    writeReport(context, {
      adcode,
      id: newId(),
      number: reopened.reportNumber,
      caseId: reopened.id,
      source,
      externalNumber: record.number,
      reporterId: actor.id,
      description,
      address,
      pointGiven: null,
      callerName: null,
      callerPhone: null,
      isConfidential: false,
      wantsReply: true,
      receivedAt: now,
    })
    return { ...toReceipt(visited), reopenedAs: toReceipt(reopened) }
  },
}
