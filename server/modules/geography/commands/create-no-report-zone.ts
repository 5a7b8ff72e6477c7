/** Marks ground and hours in which collectors are warned before they report. */
import type { z } from 'zod'
import { relationTo } from '#domain/geography/containment.ts'
import type { createNoReportZoneEndpoint } from '#domain/geography/contract.ts'
import { orientPolygon, positionsOf } from '#domain/geography/geometry.ts'
import { findSelfCrossing } from '#domain/geography/outline-check.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { sayFault } from '#domain/geography/survey-fault.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announceRedrawing } from '../announce-redrawing.ts'
import { getCountyOutline } from '../queries/list-areas.ts'
import { writeNoReportZones } from '../store.ts'

type CreateNoReportZone = z.output<typeof createNoReportZoneEndpoint.body>

export const createNoReportZone: Command<CreateNoReportZone, { id: string }> = {
  name: 'no-report-zone.create',
  permission: 'area.manage',
  async run(context, input) {
    const { db, adcode, write, concerns } = context
    const crossing = findSelfCrossing(input.geometry)
    if (crossing !== undefined)
      throw GeographyProblem.surveyFaulty({
        refused: [sayFault({ kind: 'self-crossing', row: 1, column: 'geometry', position: crossing })],
      })
    const outline = await getCountyOutline(db, adcode, input.validFrom)
    const outside = positionsOf(input.geometry).find((it) => relationTo(it, outline) === 'outside')
    if (outside !== undefined) throw GeographyProblem.outsideCounty({ adcode, position: outside })
    const id = newId()
    const { geometry } = input
    const oriented =
      geometry.type === 'Polygon'
        ? { ...geometry, coordinates: orientPolygon(geometry.coordinates) }
        : { ...geometry, coordinates: geometry.coordinates.map(orientPolygon) }
    writeNoReportZones(write, adcode, [{ ...input, id, geometry: oriented, synthetic: false }])
    await announceRedrawing(context, { what: 'no-report-zones', validFrom: input.validFrom })
    concerns(id)
    return { id }
  },
}
