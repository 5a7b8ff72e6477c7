/** Ends the memberships of cells that end, begins those of new cells, and draws every responsibility grid anew that is touched. */
import { dissolveGround } from '#domain/geography/dissolve.ts'
import { positionsOf } from '#domain/geography/geometry.ts'
import type { GridCell } from '#domain/geography/grid/grid-cell.ts'
import type { GridDifference } from '#domain/geography/grid/grid-difference.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Context } from '#platform/act.ts'
import { findGroundOfGrids } from '../queries/find-grid.ts'
import { findOpenGrids, findOpenMembers } from '../queries/list-members.ts'
import * as store from '../store.ts'

/** Writes what a publication means for responsibility grids. */
export async function handOnMemberships(
  context: Context,
  difference: GridDifference,
  validFrom: string,
): Promise<void> {
  const { db, adcode, write } = context
  const { begun, ended, changed } = difference
  const endedCodes = new Set(ended.map((it) => it.code))
  const after = new Map(changed.map((it) => [it.after.code, it.after]))
  const open = await findOpenMembers(db, adcode, [...endedCodes, ...after.keys()])
  const leaving = open.filter(
    (it) => endedCodes.has(it.cellCode) || after.get(it.cellCode)?.grids[it.layer] !== it.gridCode,
  )
  const early = leaving.find((it) => it.validFrom >= validFrom)
  if (early !== undefined)
    throw GeographyProblem.surveyTooEarly({ code: early.cellCode, validFrom: early.validFrom })
  store.writeMemberEnds(write, adcode, leaving, validFrom)
  const held = new Set(open.map((it) => `${it.cellCode} ${it.layer}/${it.gridCode}`))
  const joining = [...begun, ...after.values()].flatMap((cell) =>
    Object.entries(cell.grids)
      .filter(([layer, gridCode]) => !held.has(`${cell.code} ${layer}/${gridCode}`))
      .map(([layer, gridCode]) => ({ layer, gridCode, cellCode: cell.code, validFrom, validTo: null })),
  )
  store.writeMembers(write, adcode, joining)
  await drawAnew(context, difference)
}

/** Every responsibility grid of a layer that has or had one of the cells. */
function touchedGrids({ begun, ended, changed, noded }: GridDifference): Map<string, Set<string>> {
  const cells = [...begun, ...ended, ...noded, ...changed.flatMap((it) => [it.before, it.after])]
  const touched = new Map<string, Set<string>>()
  for (const [layer, code] of cells.flatMap((it) => Object.entries(it.grids)))
    touched.set(layer, (touched.get(layer) ?? new Set()).add(code))
  return touched
}

async function drawAnew({ db, adcode, write }: Context, difference: GridDifference): Promise<void> {
  const { begun, ended, changed, noded } = difference
  const gone = new Set([...ended, ...changed.map((it) => it.before), ...noded].map((it) => it.code))
  const drawn: GridCell[] = [
    ...new Map([...changed.map((it) => it.after), ...noded].map((it) => [it.code, it])).values(),
    ...begun,
  ]
  const nodes = [...begun, ...noded].flatMap((it) => positionsOf(it.geometry))
  const shapes: Parameters<typeof store.writeResponsibilityShapes>[2][number][] = []
  for (const [layer, codes] of touchedGrids(difference)) {
    const [staying, grids] = await Promise.all([
      findGroundOfGrids(db, adcode, layer, [...codes]),
      findOpenGrids(db, adcode, layer, [...codes]),
    ])
    for (const grid of grids) {
      const ground = [
        ...staying.filter((it) => it.gridCode === grid.code && !gone.has(it.cellCode)),
        ...drawn.filter((it) => it.grids[layer] === grid.code),
      ].map((it) => it.geometry)
      if (ground.length > 0) shapes.push({ ...grid, geometry: dissolveGround(ground, nodes) })
    }
  }
  store.writeResponsibilityShapes(write, adcode, shapes)
}
