/** Ends a no-report zone on a day: from then on nobody is warned of it. */
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Command } from '#platform/act.ts'
import { announceRedrawing } from '../announce-redrawing.ts'
import { findNoReportZone } from '../queries/find-no-report-zone.ts'
import { writeNoReportZoneEnd } from '../store.ts'

export const endNoReportZone: Command<{ id: string; validTo: string }, { id: string }> = {
  name: 'no-report-zone.end',
  permission: 'area.manage',
  async run(context, { id, validTo }) {
    const { db, adcode, write, concerns } = context
    const zone = await findNoReportZone(db, adcode, id)
    if (zone === undefined || (zone.validTo !== null && zone.validTo <= validTo))
      throw GeographyProblem.zoneNotFound({ id })
    if (zone.validFrom >= validTo)
      throw GeographyProblem.surveyTooEarly({ code: id, validFrom: zone.validFrom })
    writeNoReportZoneEnd(write, adcode, id, validTo)
    await announceRedrawing(context, { what: 'no-report-zones', validFrom: validTo })
    concerns(id)
    return { id }
  },
}
