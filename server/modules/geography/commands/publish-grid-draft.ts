/**
 * Puts a draft of the unit grid into force from a day on, in one act: cells end and begin, memberships of responsibility grids
 * go along, their shapes are drawn anew, and it is kept whose ground became whose. Cases keep the cell they were reported in.
 */
import { chinaDayOf } from '#domain/china-time.ts'
import type { GridCell } from '#domain/geography/grid/grid-cell.ts'
import { findDescent, findDifference, type GridDifference } from '#domain/geography/grid/grid-difference.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { announceDraft, announceRedrawing } from '../announce-redrawing.ts'
import { findDraftFaults } from '../draft-faults.ts'
import { writeDescents, writeDraft } from '../draft-store.ts'
import { getSeenDraft, type LoadedDraft, loadDraft } from '../queries/load-draft.ts'
import * as store from '../store.ts'
import { handOnMemberships } from './hand-on-memberships.ts'

type Input = { id: string; expectedVersion: number; validFrom: string; reason: string }
type Output = { id: string; begun: number; ended: number; changed: number }

export const publishGridDraft: Command<Input, Output> = {
  name: 'grid-draft.publish',
  permission: 'area.manage',
  async run(context, { id, expectedVersion, validFrom, reason }) {
    const { db, adcode, write, concerns } = context
    const row = await getSeenDraft(context, id, expectedVersion)
    const draft = await loadDraft(db, adcode, row)
    const difference = findDifference(draft.state.base, draft.state.cells)
    await checkPublication(context, draft, difference, validFrom)
    const { begun, ended, changed } = difference
    const isSurveyed = draft.steps.slice(0, row.position).some(({ operation }) => operation.kind === 'survey')
    store.writeCells(
      write,
      adcode,
      begun.map((it) => ({
        ...pick(it),
        squareMetres: Math.round(areaSquareMetres(it.geometry) * 10) / 10,
        synthetic: draft.present.synthetic && !isSurveyed,
        validFrom,
        validTo: null,
      })),
    )
    store.writeCellEnds(
      write,
      adcode,
      ended.map((it) => it.code),
      validFrom,
    )
    store.writeCellChanges(write, adcode, stayingChanged(difference))
    await handOnMemberships(context, difference, validFrom)
    writeDescents(write, adcode, findDescent(ended, begun), { validFrom, draftId: id })
    const counts = { begun: begun.length, ended: ended.length, changed: changed.length }
    writeDraft(write, context, row, { state: 'published', valid_from: validFrom, reason, counts })
    await announceRedrawing(context, { what: 'cells', validFrom })
    announceDraft(context, id, 'published')
    concerns(id)
    return { id, ...counts }
  },
}

const pick = ({ code, areaClass, name, geometry }: GridCell) => ({ code, areaClass, name, geometry })

/** Cells that stay under their code, each once, as the draft has them. */
function stayingChanged({ changed, noded }: GridDifference) {
  const staying = new Map([...changed.map((it) => it.after), ...noded].map((it) => [it.code, it]))
  return [...staying.values()].map(pick)
}

async function checkPublication(
  { db, adcode, now }: Context,
  { state, isStale, present }: LoadedDraft,
  { begun, ended, changed, noded }: GridDifference,
  validFrom: string,
): Promise<void> {
  const today = chinaDayOf(now)
  if (isStale) throw GeographyProblem.draftStale({})
  if (begun.length + ended.length + changed.length + noded.length === 0) throw GeographyProblem.draftEmpty({})
  if (validFrom < today) throw GeographyProblem.publicationPast({ validFrom, today })
  const { faults } = await findDraftFaults(db, adcode, state, validFrom)
  const errors = faults.filter((it) => it.level === 'error')
  if (errors.length > 0) throw GeographyProblem.draftFaulty({ faults: errors })
  for (const { code } of ended) {
    const since = present.since.get(code) ?? ''
    if (since >= validFrom) throw GeographyProblem.surveyTooEarly({ code, validFrom: since })
  }
}
