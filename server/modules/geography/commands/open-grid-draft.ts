/** Opens a draft of the unit grid of one community. Communities are drawn by different people at the same time, so each has its own. */
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announceDraft } from '../announce-redrawing.ts'
import { type BaseCell, writeNewDraft } from '../draft-store.ts'
import { requireMayDraw } from '../policy.ts'
import { findCommunityGrid } from '../queries/find-grid.ts'
import { findDrafts } from '../queries/load-draft.ts'

export const openGridDraft: Command<{ communityCode: string }, { id: string; version: number }> = {
  name: 'grid-draft.open',
  permission: 'area.manage',
  async run(context, { communityCode }) {
    const { db, adcode, actor, write, concerns } = context
    requireMayDraw(actor, communityCode)
    const [{ cells }, open] = await Promise.all([
      findCommunityGrid(db, adcode, communityCode),
      findDrafts(db, adcode, { state: 'open', communityCode }),
    ])
    if (cells.length === 0) throw GeographyProblem.areaNotFound({ code: communityCode })
    if (open.length > 0) throw GeographyProblem.draftOpen({ communityCode })
    const id = newId()
    writeNewDraft(write, context, { id, communityCode, base: cells.map(toBase), steps: 0 })
    announceDraft(context, id, 'opened')
    concerns(id)
    return { id, version: 0 }
  },
}

/** What a draft remembers of a cell in force. */
export const toBase = ({ code, areaClass, name, grids }: BaseCell): BaseCell => ({
  code,
  areaClass,
  name,
  grids,
})
