/**
 * Puts the photos of an old system to the cases that were taken over: each is read, freed of what hides in it and kept
 * as an upload is. A run that broke off is begun again; a photo that a case has is known by the hash of its file.
 */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { type CarriedPhoto, stepOfSide } from '#domain/cases/carried-over/carried-photos.ts'
import type { OpenCasesRule } from '#domain/exchange/mapping.ts'
import { Problem } from '#domain/problem.ts'
import { carryPhotos, findCarried, findVisibleCase } from '#modules/cases/index.ts'
import { findOriginals, keepPhoto, readPhoto } from '#modules/evidence/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { House } from '#platform/house.ts'
import { type FileFinding, type OldPhoto, openPhotoFolder } from './old-photos.ts'

/** A case whose photos are looked for. */
export type CaseWithPhotos = {
  readonly id: string | null
  readonly oldNumber: string
  readonly named: string | null
}

export type OldPhotosReport = {
  /** Files that were found in the folders of cases, or named by them. */
  readonly found: number
  /** Photos that stand in cases now. */
  readonly taken: number
  readonly warned: readonly FileFinding[]
  readonly refused: readonly FileFinding[]
  /** Files and photos by the old number of their case. */
  readonly byCase: ReadonlyMap<string, { file: number; ours: number }>
}

export type OldPhotosPlan = {
  readonly folder: string
  readonly words: OpenCasesRule['photos']
  readonly files: FileStore
  readonly cutOver: Date
  readonly isDryRun: boolean
  readonly onProgress?: ((done: number) => void) | undefined
}

type Target = { readonly house: House; readonly actor: Actor; readonly adcode: string }

const mostMegabytes = 20

/** Takes over the photos of `cases`. On a dry run every file is read and judged, and nothing is kept. */
export async function importOldPhotos(
  target: Target,
  cases: readonly CaseWithPhotos[],
  plan: OldPhotosPlan,
): Promise<OldPhotosReport> {
  const folder = await openPhotoFolder(plan.folder, plan.words)
  const warned: FileFinding[] = []
  const refused: FileFinding[] = []
  const byCase = new Map<string, { file: number; ours: number }>()
  let [found, taken] = [0, 0]
  for (const it of [...cases, ...(await takenOverBefore(target, cases, folder.folders))]) {
    const { photos, missing } = await folder.filesOf(it.oldNumber, it.named)
    refused.push(...missing)
    if (!photos.length && !missing.length) continue
    const ours = await importPhotosOf(target, it, photos, plan, { warned, refused })
    byCase.set(it.oldNumber, { file: photos.length + missing.length, ours })
    found += photos.length
    taken += ours
    plan.onProgress?.(found)
  }
  refused.push(...folder.orphans())
  return { found, taken, warned, refused, byCase }
}

/** Cases of an earlier file, whose folder lies here too. */
async function takenOverBefore(
  { house, adcode }: Target,
  cases: readonly CaseWithPhotos[],
  folders: ReadonlySet<string>,
): Promise<CaseWithPhotos[]> {
  const here = new Set(cases.map((it) => it.oldNumber))
  const others = [...folders].filter((it) => !here.has(it))
  const known = await findCarried(house.database, adcode, others)
  return [...known].map(([oldNumber, { caseId }]) => ({ id: caseId, oldNumber, named: null }))
}

type Told = { readonly warned: FileFinding[]; readonly refused: FileFinding[] }
type Judged = {
  readonly photo: OldPhoto
  readonly content: Buffer
  readonly hash: string
  readonly changedAt: Date
}

/** The photos of one case; how many of its files stand in it now. */
async function importPhotosOf(
  { house, actor, adcode }: Target,
  it: CaseWithPhotos,
  photos: readonly OldPhoto[],
  plan: OldPhotosPlan,
  told: Told,
): Promise<number> {
  const record =
    it.id === null ? undefined : await findVisibleCase(house.database, { ...actor, adcode }, it.id)
  const there = await findOriginals(house.database, adcode, record?.photos.map((photo) => photo.id) ?? [])
  const carried: CarriedPhoto[] = []
  const seen = new Set<string>()
  let standing = 0
  for (const photo of photos) {
    const judged = await readOld(photo, told)
    if (!judged) continue
    if (seen.has(judged.hash)) {
      told.warned.push({ file: photo.name, reason: sameTwice })
      continue
    }
    seen.add(judged.hash)
    standing += 1
    if (there.has(judged.hash)) continue
    const kept = await keep({ house, actor, adcode }, it, judged, plan, told)
    if (kept) carried.push(kept)
    else if (kept === undefined) standing -= 1
  }
  if (carried.length && it.id !== null) {
    const hash = createHash('sha256')
      .update(carried.map(({ id }) => id).join())
      .digest('hex')
    await house.act(
      actor,
      carryPhotos,
      { caseId: it.id, photos: carried },
      { adcode, requestId: `old-photos-${it.id}-${hash.slice(0, 16)}` },
    )
  }
  return standing
}

async function readOld(photo: OldPhoto, { refused }: Told): Promise<Judged | undefined> {
  const { size, mtime } = await stat(photo.path)
  if (size > mostMegabytes * 1_048_576) {
    refused.push({ file: photo.name, reason: tooLarge })
    return undefined
  }
  const content = await readFile(photo.path)
  return { photo, content, hash: createHash('sha256').update(content).digest('hex'), changedAt: mtime }
}

/** A photo kept as an upload is; undefined when it is none, null on a dry run. */
async function keep(
  { house, actor, adcode }: Target,
  it: CaseWithPhotos,
  { photo, content, hash, changedAt }: Judged,
  { files, cutOver, isDryRun }: OldPhotosPlan,
  { warned, refused }: Told,
): Promise<CarriedPhoto | null | undefined> {
  const read = await readPhoto(content).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
    refused.push({ file: photo.name, reason: error.sentence })
    return undefined
  })
  if (!read) return undefined
  const { full, thumbnail, ...rest } = read
  if (!photo.side) warned.push({ file: photo.name, reason: noSide })
  if (!rest.takenAt) warned.push({ file: photo.name, reason: timeOfFile })
  if (isDryRun || it.id === null) return null
  const file = await files.keep(full, 'jpg')
  const thumbnailFile = await files.keep(thumbnail, 'jpg')
  const { id } = await house.act(
    actor,
    keepPhoto,
    { ...rest, file, thumbnailFile, bytes: full.length },
    { adcode, requestId: `old-photo-${it.id}-${hash.slice(0, 32)}` },
  )
  // A copied file bears the time of its copying; nothing of the old system is younger than its cut-over.
  const at = rest.takenAt ?? new Date(Math.min(changedAt.getTime(), cutOver.getTime()))
  return {
    id,
    at: at.toISOString(),
    during: photo.side ? stepOfSide[photo.side] : 'carryPhotos',
    file: photo.name,
    timeFrom: rest.takenAt ? 'camera' : 'file',
  }
}

const tooLarge = { zh: `超过 ${mostMegabytes} MB`, en: `larger than ${mostMegabytes} MB` }
const sameTwice = {
  zh: '与该案的另一张完全相同，只取一张',
  en: 'the very same as another of this case; taken once',
}
const noSide = {
  zh: '文件夹和文件名都没有说明是处置前、处置后还是核查，按附件收',
  en: 'no word of its name or folder tells what it shows; taken as an attachment',
}
const timeOfFile = {
  zh: '照片内没有拍摄时间，按文件时间记',
  en: 'no time of taking is in the photo; the time of the file stands for it',
}
