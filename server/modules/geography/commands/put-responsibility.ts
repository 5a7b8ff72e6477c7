/**
 * Says from which day on a responsibility grid has which unit grids, holder and staff. The version before ends on that day. Cells
 * that lay in another grid of the layer leave it; that grid is drawn anew, and ends when nothing is left of it.
 */
import type { z } from 'zod'
import type { putResponsibilityEndpoint } from '#domain/geography/contract.ts'
import { dissolve } from '#domain/geography/dissolve.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { announceRedrawing } from '../announce-redrawing.ts'
import { findCellsByCode, type ShapedCell } from '../queries/list-cells.ts'
import { findOpenGrids, findOpenMembersOfGrids, type MemberShape } from '../queries/list-members.ts'
import { findLayers } from '../queries/list-responsibilities.ts'
import * as store from '../store.ts'

type Endpoint = typeof putResponsibilityEndpoint
type PutResponsibility = z.output<Endpoint['params']> & z.output<Endpoint['body']>

export const putResponsibility: Command<PutResponsibility, z.input<Endpoint['reply']>> = {
  name: 'responsibility.put',
  permission: 'area.manage',
  async run(context, input) {
    const { db, adcode, write } = context
    const { layer, code, validFrom } = input
    const known = (await findLayers(db, adcode)).map((it) => it.layer)
    if (!known.includes(layer)) throw GeographyProblem.layerNotFound({ layer, known })
    const wanted = input.cells ?? []
    const members = await findOpenMembersOfGrids(db, adcode, layer, { codes: [code], cells: wanted })
    const own = members.filter((it) => it.gridCode === code)
    const cells = await getCells(context, input.cells ?? own.map((it) => it.cellCode), validFrom)
    if (cells.length === 0) throw GeographyProblem.gridWithoutCells({ layer, code })
    const current = new Set(cells.map((it) => it.code))
    const released = own.filter((it) => !current.has(it.cellCode))
    const moved = members.filter((it) => it.gridCode !== code && current.has(it.cellCode))
    const early = [...released, ...moved].find((it) => it.validFrom >= validFrom)
    if (early !== undefined)
      throw GeographyProblem.surveyTooEarly({ code: early.cellCode, validFrom: early.validFrom })
    store.writeMemberEnds(write, adcode, [...released, ...moved], validFrom)
    const kept = new Set(own.map((it) => it.cellCode))
    const taken = cells.filter((it) => !kept.has(it.code))
    store.writeMembers(
      write,
      adcode,
      taken.map((it) => ({ layer, gridCode: code, cellCode: it.code, validFrom, validTo: null })),
    )
    await writeGrid(context, input, cells)
    await redrawLosers(context, input, { members, moved })
    await announceRedrawing(context, { what: 'responsibilities', validFrom })
    return { layer, code, cells: cells.length, taken: taken.length, released: released.length }
  },
}

/** The cells of the codes, all of which must hold on the day. */
async function getCells(
  { db, adcode }: Context,
  codes: readonly string[],
  onDate: string,
): Promise<ShapedCell[]> {
  const cells = await findCellsByCode(db, adcode, codes, onDate)
  const found = new Set(cells.map((it) => it.code))
  const missing = codes.find((code) => !found.has(code))
  if (missing !== undefined) throw GeographyProblem.cellNotFound({ code: missing })
  return cells
}

async function writeGrid(
  { db, adcode, write }: Context,
  { layer, code, name, organisationId, staff, validFrom }: PutResponsibility,
  cells: readonly ShapedCell[],
): Promise<void> {
  const [before] = await findOpenGrids(db, adcode, layer, [code])
  if (before !== undefined && before.validFrom > validFrom)
    throw GeographyProblem.surveyTooEarly({ code, validFrom: before.validFrom })
  if (before !== undefined && before.validFrom < validFrom)
    store.writeResponsibilityEnds(write, adcode, [before], validFrom)
  store.writeResponsibilities(write, adcode, [
    {
      layer,
      code,
      name,
      organisationId,
      staff,
      geometry: dissolve(cells.map((it) => it.geometry)),
      synthetic: cells.some((it) => it.synthetic),
      validFrom,
      validTo: null,
    },
  ])
}

/** Draws the grids that lost cells anew, and ends those that lost all. */
async function redrawLosers(
  { db, adcode, write }: Context,
  { layer, validFrom }: PutResponsibility,
  { members, moved }: { members: readonly MemberShape[]; moved: readonly MemberShape[] },
): Promise<void> {
  const codes = [...new Set(moved.map((it) => it.gridCode))]
  const gone = new Set(moved)
  const grids = await findOpenGrids(db, adcode, layer, codes)
  const left = (code: string) => members.filter((it) => it.gridCode === code && !gone.has(it))
  store.writeResponsibilityShapes(
    write,
    adcode,
    grids
      .filter((it) => left(it.code).length > 0)
      .map((it) => ({ ...it, geometry: dissolve(left(it.code).map((member) => member.geometry)) })),
  )
  const empty = grids.filter((it) => left(it.code).length === 0)
  store.writeResponsibilityEnds(write, adcode, empty, validFrom)
}
