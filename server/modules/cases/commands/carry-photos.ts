/**
 * Adds the photos of the old system to a case that was taken over. They come in an entry of their own, which may follow
 * days later and whatever happened to the case meanwhile; a photo that the case has already is left out.
 */
import { type CarriedPhoto, stepOfSide } from '#domain/cases/carried-over/carried-photos.ts'
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import { dueOf } from '#domain/cases/decide.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { evolve } from '#domain/cases/evolve.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { findMissingPhoto } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import { findCase, writeChanged } from '../store.ts'
import { toAnnouncement } from './take-case-action.ts'

export type CarryPhotos = { readonly caseId: string; readonly photos: readonly CarriedPhoto[] }

const steps = new Set<string>([...Object.values(stepOfSide), 'carryPhotos'])

export const carryPhotos: Command<CarryPhotos, { readonly added: number }> = {
  name: 'case.carry-photos',
  permission: 'case.import',
  async run({ db, adcode, now, actor, write, announce, concerns }, { caseId, photos }) {
    const record = await findCase(db, adcode, caseId)
    if (!record) throw CaseProblem.unknown({ id: caseId })
    const there = new Set(record.photos.map((it) => it.id))
    const fresh = photos.filter((it) => !there.has(it.id) && steps.has(it.during))
    const missing = await findMissingPhoto(
      db,
      adcode,
      fresh.map((it) => it.id),
    )
    if (missing) throw CaseProblem.photoUnknown({ id: missing })
    concerns(caseId)
    if (!fresh.length) return { added: 0 }
    const entry: CaseEntry = {
      caseId,
      adcode,
      seq: record.version + 1,
      action: 'carryPhotos',
      at: now.toISOString(),
      actorId: actor.id,
      actorName: actor.name,
      post: null,
      organisationId: null,
      fromState: record.state,
      toState: record.state,
      data: { photos: fresh },
      marks: [],
      due: dueOf(record),
    }
    const after = evolve(record, entry)
    writeChanged(write, record, after, [entry])
    announce({ name: caseAnnouncementName('photos-carried'), subjectId: caseId, data: toAnnouncement(after) })
    return { added: fresh.length }
  },
}
