/**
 * Imports a whole catalogue as a new edition of its series. Nothing that exists is touched, so cases filed under an
 * older edition keep their classes, conditions and limits; the same content imported again makes nothing new.
 */
import { createHash } from 'node:crypto'
import type { CatalogueContent } from '#domain/catalogue/catalogue.ts'
import { checkCatalogue } from '#domain/catalogue/check-catalogue.ts'
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Command, Context } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { AccessProblem } from '#platform/problems.ts'
import { announce } from '../announcing.ts'
import { mayWriteShared } from '../policy.ts'
import { findNewestEdition, findOpenEdition } from '../queries/find-versions.ts'
import { writeEnded, writePublished, writeVersion } from '../store.ts'

/** What an import is given; `publishFrom` publishes the edition at once. */
export type ImportCatalogue = {
  readonly content: CatalogueContent
  /** For every county of the installation, instead of the actor's own. */
  readonly isShared?: boolean | undefined
  readonly publishFrom?: string | undefined
}

/** What came of it. */
export type ImportReceipt = {
  readonly versionId: string
  readonly series: string
  readonly edition: number
  /** False when the newest edition already has this content. */
  readonly isNew: boolean
  readonly isPublished: boolean
  readonly classes: number
  readonly conditions: number
}

/** The fingerprint of a content; the order of rows counts, as it is shown. */
export const contentHashOf = (content: CatalogueContent): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url')

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/**
 * The first day on which an edition may begin: undefined (any) for the first of its series, else after the beginning of the one it
 * follows and not in the past, because a version in force is not rewritten.
 */
export async function earliestFirstDay(
  db: Database,
  now: Date,
  it: { series: string; adcode: string | null },
): Promise<string | undefined> {
  const open = await findOpenEdition(db, it.series, it.adcode)
  if (!open?.validFrom) return undefined
  // Days are written so that their order as text is their order in time.
  return [dayAfter(open.validFrom), chinaDayOf(now)].sort().at(-1)
}

/** Ends the edition that one of the same series follows, on the day the new one begins. */
export async function endFollowed(
  { db, now, write }: Context,
  it: { series: string; adcode: string | null; validFrom: string },
): Promise<void> {
  const open = await findOpenEdition(db, it.series, it.adcode)
  const earliest = await earliestFirstDay(db, now, it)
  if (!open || earliest === undefined) return
  if (it.validFrom < earliest) throw CatalogueProblem.validFromTooEarly({ validFrom: it.validFrom, earliest })
  writeEnded(write, open.id, it.validFrom)
}

/** Plans an import as part of another command. */
export async function planImport(context: Context, input: ImportCatalogue): Promise<ImportReceipt> {
  const { content, isShared = false, publishFrom } = input
  const { series } = content.head
  if (isShared && !mayWriteShared(context.actor))
    throw AccessProblem.notPermitted({ permission: 'catalogue.manage (shared)' })
  const faults = checkCatalogue(content).map((it) => `${it.subject}: ${it.reason}`)
  if (faults.length) throw CatalogueProblem.faulty({ faults })
  const adcode = isShared ? null : context.adcode
  const newest = await findNewestEdition(context.db, series, adcode)
  const contentHash = contentHashOf(content)
  const isNew = newest?.contentHash !== contentHash
  const id = isNew || !newest ? newId() : newest.id
  const edition = isNew ? (newest?.edition ?? 0) + 1 : (newest?.edition ?? 1)
  const publishes = publishFrom !== undefined && (isNew || newest?.state === 'draft')
  if (publishes) {
    await endFollowed(context, { series, adcode, validFrom: publishFrom })
    announce(context, 'catalogue.published', id, { versionId: id, series, validFrom: publishFrom })
  }
  if (isNew) {
    const state = publishes ? ('published' as const) : ('draft' as const)
    const validFrom = publishes ? publishFrom : null
    writeVersion(
      context.write,
      { id, adcode, edition, state, validFrom, contentHash, createdAt: context.now },
      content,
    )
    announce(context, 'catalogue.imported', id, { versionId: id, series, edition })
  } else if (publishes) writePublished(context.write, id, publishFrom)
  context.concerns(id)
  return {
    versionId: id,
    series,
    edition,
    isNew,
    isPublished: publishes || (!isNew && newest?.state === 'published'),
    classes: content.classes.length,
    conditions: content.conditions.length,
  }
}

export const importCatalogue: Command<ImportCatalogue, ImportReceipt> = {
  name: 'catalogue.import',
  permission: 'catalogue.manage',
  // The content itself stands in the version; the line keeps what tells it apart.
  auditInput: ({ content, isShared, publishFrom }) => ({
    series: content.head.series,
    contentHash: contentHashOf(content),
    classes: content.classes.length,
    conditions: content.conditions.length,
    isShared: isShared ?? false,
    publishFrom: publishFrom ?? null,
  }),
  run: (context, input) => planImport(context, input),
}
