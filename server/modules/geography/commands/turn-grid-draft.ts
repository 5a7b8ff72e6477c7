/** Takes the last operation of a draft back, or does again what was taken back; and gives a whole draft up. */
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Command } from '#platform/act.ts'
import { announceDraft } from '../announce-redrawing.ts'
import { writeDraft } from '../draft-store.ts'
import { getSeenDraft } from '../queries/load-draft.ts'

type Input = { id: string; expectedVersion: number }

const turn = (word: 'undo' | 'redo'): Command<Input, { id: string; version: number; position: number }> => ({
  name: `grid-draft.${word}`,
  permission: 'area.manage',
  async run(context, { id, expectedVersion }) {
    const { write, concerns } = context
    const row = await getSeenDraft(context, id, expectedVersion)
    const position = row.position + (word === 'undo' ? -1 : 1)
    if (position < 0 || position > row.steps) throw GeographyProblem.nothingToTurn({ word })
    writeDraft(write, context, row, { position })
    announceDraft(context, id, 'changed')
    concerns(id)
    return { id, version: row.version + 1, position }
  },
})

export const undoGridDraft = turn('undo')
export const redoGridDraft = turn('redo')

export const discardGridDraft: Command<Input, { id: string }> = {
  name: 'grid-draft.discard',
  permission: 'area.manage',
  async run(context, { id, expectedVersion }) {
    const { write, concerns } = context
    const row = await getSeenDraft(context, id, expectedVersion)
    writeDraft(write, context, row, { state: 'discarded' })
    announceDraft(context, id, 'discarded')
    concerns(id)
    return { id }
  },
}
