/** Photos of a case that was taken over: each with the step it belongs to and its time, as an entry of the log has them. */
import type { CaseEntry } from '../case-entry.ts'
import type { CaseRecord } from '../case-record.ts'

/** What a photo shows: the place before, after, or at the check. */
export const photoSides = ['before', 'after', 'check'] as const
export type PhotoSide = (typeof photoSides)[number]

/** The step with which a photo of that side comes here. */
export const stepOfSide: Readonly<Record<PhotoSide, string>> = {
  before: 'report',
  after: 'reportDone',
  check: 'passCheck',
}

/** A photo as the entry keeps it; `timeFrom` says whether the camera or the file told its time. */
export type CarriedPhoto = {
  readonly id: string
  readonly at: string
  readonly during: string
  readonly file: string
  readonly timeFrom: 'camera' | 'file'
}

const source = '旧系统 old system'

/** The photos that a `carryPhotos` entry adds. */
export const carriedPhotosIn = ({ data }: Pick<CaseEntry, 'data'>): CaseRecord['photos'] =>
  ((data['photos'] ?? []) as readonly CarriedPhoto[]).map(({ id, at, during }) => ({
    id,
    at,
    during,
    by: source,
  }))
