/** Notes who took the sheet of a case, as it stood in which version; the file is made after it and kept nowhere. */
import type { z } from 'zod'
import type { takeSheetEndpoint } from '#domain/cases/sheet-contract.ts'
import type { Command } from '#platform/act.ts'
import { getCaseFor } from './take-case-action.ts'

type TakeSheet = z.output<typeof takeSheetEndpoint.params> & z.output<typeof takeSheetEndpoint.body>

export const takeSheet: Command<TakeSheet, { version: number }> = {
  name: 'case-sheet.take',
  permission: 'case.export',
  async run(context, { id }) {
    const { version } = await getCaseFor(context, { id })
    context.concerns(id)
    return { version }
  },
}
