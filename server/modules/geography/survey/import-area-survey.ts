/** A survey of areas from its check to its last act; nothing is written while anything is wrong. */
import type { DeliveredArea } from '#domain/geography/area-check.ts'
import type { ImportReport } from '#domain/table.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import { importAreas } from '../commands/import-areas.ts'
import type { AreaColumns } from './judge-survey.ts'
import { type Delivery, takeSurvey } from './take-survey.ts'

export type AreaSurveyOptions = {
  readonly validFrom: string
  /** Which attributes are the code and the name. */
  readonly columns?: AreaColumns
  readonly toleranceSquareMetres?: number
  /** Check only. */
  readonly dryRun?: boolean
  readonly requestId?: string | undefined
  /** Ends the check when nobody waits for it any more. */
  readonly signal?: AbortSignal
}

/** Checks a survey of areas of the county `adcode` and, when nothing is wrong and it is no dry run, imports it. */
export async function importAreaSurvey(
  { act, actor, adcode }: { readonly act: Act; readonly actor: Actor; readonly adcode: string },
  delivery: Delivery,
  options: AreaSurveyOptions,
): Promise<ImportReport> {
  const { columns = { code: 'code', name: 'name' }, toleranceSquareMetres, signal } = options
  const { told, items, drop } = await takeSurvey<readonly DeliveredArea[]>(
    delivery,
    { kind: 'areas', adcode, columns, toleranceSquareMetres },
    signal,
  )
  const report = { ...told, refused: [...told.refused], warned: [] }
  if (told.refused.length > 0 || options.dryRun === true) {
    await drop()
    return report
  }
  let number = 0
  for await (const areas of items) {
    const requestId = options.requestId && `${options.requestId}.${++number}`
    const input = { validFrom: options.validFrom, areas, isChecked: true }
    await act(actor, importAreas, input, { requestId, adcode })
  }
  return report
}
