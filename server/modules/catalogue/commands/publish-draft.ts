/** Publishes a draft without faults as the next edition; cases go on by the edition they were filed under. */
import { differenceOf } from '#domain/catalogue/difference.ts'
import { checkDraft } from '#domain/catalogue/draft-rules.ts'
import { DraftProblem } from '#domain/catalogue/problems.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Command } from '#platform/act.ts'
import { announce } from '../announcing.ts'
import { getCurrentEdition, type LoadedDraft, loadDraft } from '../draft-content.ts'
import { getOpenDraft, writeDraftEnd } from '../draft-store.ts'
import { planImport } from './import-catalogue.ts'

type PublishDraft = { readonly id: string; readonly validFrom: string; readonly note: string }
type Receipt = {
  readonly id: string
  readonly versionId: string
  readonly edition: number
  readonly validFrom: string
}

function requirePublishable({ base, content, national }: LoadedDraft): void {
  if (differenceOf(base, content).length === 0) throw DraftProblem.unchanged({})
  const faults = checkDraft(content, national).filter((it) => it.severity === 'fault')
  const [first] = faults
  if (!first) return
  const place = [first.code, first.ordinal && `#${first.ordinal}`].filter(Boolean).join(' ')
  throw DraftProblem.faulty({
    count: faults.length,
    first: { zh: `${place} ${first.reason.zh}`, en: `${place} ${first.reason.en}` },
    findings: faults,
  })
}

export const publishDraft: Command<PublishDraft, Receipt> = {
  name: 'catalogue-draft.publish',
  permission: 'catalogue.manage',
  async run(context, { id, validFrom, note }) {
    const { db, adcode, actor, now, write } = context
    const draft = await getOpenDraft(db, adcode, id)
    const today = chinaDayOf(now)
    if (validFrom < today) throw DraftProblem.tooEarly({ validFrom, today })
    if ((await getCurrentEdition(db, adcode, now)).id !== draft.baseId) throw DraftProblem.outdated({})
    const loaded = await loadDraft(db, draft)
    requirePublishable(loaded)
    const { versionId, edition } = await planImport(context, {
      content: loaded.content,
      publishFrom: validFrom,
    })
    writeDraftEnd(write, draft, { state: 'published', actor, at: now, versionId, validFrom, note })
    announce(context, 'catalogue-draft.changed', id, { draftId: id, key: null })
    context.concerns(id)
    return { id, versionId, edition, validFrom }
  },
}
