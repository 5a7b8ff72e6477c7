/**
 * Makes the file of an export: the pages of the list one after the other, as whoever asked for it may see them now.
 * A server that dies on the way leaves no file; the export is begun anew when it has been silent for a while.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CaseFilter, type CaseRow } from '#domain/cases/contract.ts'
import { ExportProblem, exportKeptDays } from '#domain/cases/export-contract.ts'
import { type CaseColumn, caseColumns } from '#domain/cases/list-columns.ts'
import { savedConditions } from '#domain/cases/saved-filter.ts'
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import { Problem } from '#domain/problem.ts'
import { findColleagues } from '#modules/identity/index.ts'
import { type Actor, may, systemActor } from '#platform/actor.ts'
import type { JobContext } from '#platform/jobs/jobs.ts'
import { DatabaseProblem } from '#platform/problems.ts'
import { type WrittenRow, writeTable } from '#platform/tabular/write-table.ts'
import { getCaseSettings } from '../case-settings.ts'
import { changeExport } from '../commands/change-export.ts'
import { countCases } from '../queries/count-cases.ts'
import { listCases } from '../queries/list-cases.ts'
import { type ExportRecord, findExportsToDrop, findExportsToMake } from './export-store.ts'

const silentMilliseconds = 120_000
const pageSize = 200
/** How many rows are written between two words of progress, at least. */
const rowsPerWord = 2000

/** Where the file of an export lies. */
export const exportPath = (folder: string, { id, format }: Pick<ExportRecord, 'id' | 'format'>): string =>
  join(folder, `${id}.${format}`)

/** Makes every export that waits. */
export async function makeExports(context: JobContext, folder: string): Promise<void> {
  const silentSince = new Date(context.clock.now().getTime() - silentMilliseconds)
  for (const it of await findExportsToMake(context.db, silentSince)) await makeExport(context, folder, it)
}

async function makeExport(context: JobContext, folder: string, asked: ExportRecord): Promise<void> {
  const system = systemActor(asked.adcode, '系统 system')
  let version = asked.version
  const change = async (changes: Omit<Parameters<typeof changeExport.run>[1], 'of'>): Promise<void> => {
    const { adcode, id, ownerId } = asked
    ;({ version } = await context.act(system, changeExport, {
      of: { adcode, id, ownerId, version },
      ...changes,
    }))
  }
  try {
    const actor = await findOwner(context, asked)
    const total = await countRows(context, actor, asked)
    await change({ state: 'running', total, written: 0 })
    await mkdir(folder, { recursive: true })
    const headings = asked.columns.map((it) => caseColumns[it][asked.language])
    const rows = writtenRows(context, actor, { ...asked, total }, (written) =>
      change({ state: 'running', written }),
    )
    const written = await writeTable(exportPath(folder, asked), headings, rows)
    await change({ state: 'done', written })
  } catch (error) {
    // Another server makes it, or made it anew.
    if (error instanceof Problem && error.code === DatabaseProblem.contended({}).code) return
    if (!(error instanceof Problem) || error.kind === 'unavailable') throw error
    await change({ state: 'failed', problemCode: error.code })
  }
}

/** Whoever asked, with the rights of this moment. */
async function findOwner({ db }: JobContext, { adcode, ownerId }: ExportRecord): Promise<Actor> {
  const [person] = await findColleagues(db, adcode, ownerId)
  if (!person) throw ExportProblem.notAllowed({})
  const { mergedPosts } = await getCaseSettings(db, adcode)
  const actor: Actor = { ...person, adcode, permissions: permissionsOf(person.posts, mergedPosts) }
  if (!may(actor, 'case.export') || !may(actor, 'case.read')) throw ExportProblem.notAllowed({})
  return actor
}

async function countRows(
  { db, clock, sealer }: JobContext,
  actor: Actor,
  asked: ExportRecord,
): Promise<number> {
  const filter = savedConditions.parse(asked.query)
  const counts = await countCases.run(
    { db, actor, now: clock.now(), sealer },
    { ...filter, queue: asked.queue },
  )
  const states = filter.state?.split(',')
  return counts.states
    .filter((it) => !states || states.includes(it.state))
    .reduce((sum, it) => sum + it.total, 0)
}

async function* writtenRows(
  { db, clock, sealer }: JobContext,
  actor: Actor,
  asked: ExportRecord,
  tell: (written: number) => Promise<void>,
): AsyncIterable<WrittenRow> {
  const toldAt = Math.max(rowsPerWord, Math.ceil((asked.total ?? 0) / 20))
  let written = 0
  let after: string | null | undefined
  do {
    const filter = CaseFilter.parse({
      ...asked.query,
      queue: asked.queue,
      limit: pageSize,
      ...(after ? { after } : {}),
    })
    const page = await listCases.run({ db, actor, now: clock.now(), sealer }, filter)
    for (const row of page.cases) yield { columns: toCells(row, asked) }
    const before = written
    written += page.cases.length
    if (Math.floor(written / toldAt) > Math.floor(before / toldAt)) await tell(written)
    after = page.next
  } while (after)
}

const toCells = (row: CaseRow, { columns, language }: ExportRecord): WrittenRow['columns'] =>
  Object.fromEntries(
    columns.map((name: CaseColumn) => [caseColumns[name][language], caseColumns[name].cell(row, language)]),
  )

/** Takes away files that were kept long enough. */
export async function dropExports({ act, db, clock }: JobContext, folder: string): Promise<void> {
  const before = new Date(clock.now().getTime() - exportKeptDays * 86_400_000)
  for (const it of await findExportsToDrop(db, before)) {
    await act(systemActor(it.adcode, '系统 system'), changeExport, { of: it, state: 'gone' })
    await rm(exportPath(folder, it), { force: true })
  }
}
