/** The matrix as a file over HTTP: judged, imported in one act, and sent. */
import type { z } from 'zod'
import { ResponsibilityProblem } from '#domain/cases/problems.ts'
import type {
  exportMatrixEndpoint,
  importMatrixEndpoint,
  MatrixReport,
} from '#domain/cases/responsibility-contract.ts'
import { type MatrixPlan, planMatrix } from '#domain/cases/responsibility-plan.ts'
import { matrixColumns, neededMatrixColumns, toMatrixRow } from '#domain/cases/responsibility-table.ts'
import type { Finding } from '#domain/table.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { newId } from '#platform/ids.ts'
import { readUploadedTable, sendTable } from '#platform/tabular/form-table.ts'
import { changeResponsibility } from './commands/change-responsibility.ts'
import { findMatrixKnowledge } from './matrix-knowledge.ts'
import { loadRules } from './responsibility-store.ts'

type Asked = z.output<typeof importMatrixEndpoint.query>
type Judged = MatrixPlan & { readonly read: number; readonly digest: string }

const mostRows = 10_000

async function judge(context: HandlerContext, { endsMissing }: Asked): Promise<Judged> {
  const { db, actor, now } = context
  const uploaded = await readUploadedTable(context, neededMatrixColumns)
  if (!uploaded) throw ResponsibilityProblem.fileMissing({})
  const { rows, digest } = uploaded
  const [known, standing] = await Promise.all([
    findMatrixKnowledge(db, actor.adcode, now),
    loadRules(db, actor.adcode),
  ])
  const options = { today: known.onDate, endsMissing: endsMissing === 'yes', newId }
  const plan = planMatrix(rows.slice(0, mostRows), known, standing, options)
  const refused = rows.length > mostRows ? [...plan.refused, tooMany] : plan.refused
  return { ...plan, refused, read: rows.length, digest: `${digest} ${endsMissing}` }
}

/** Judges a table and writes nothing. */
export async function checkMatrix(context: HandlerContext, asked: Asked): Promise<MatrixReport> {
  const { read, added, ended, changed, unchanged, refused } = await judge(context, asked)
  return {
    read,
    added: added.length,
    ended: ended.length,
    changed,
    unchanged,
    refused: [...refused],
  }
}

/** Changes the matrix to what a table says; one wrong cell, and nothing changes. */
export async function importMatrix(
  context: HandlerContext,
  asked: Asked,
): Promise<z.input<typeof importMatrixEndpoint.reply>> {
  const { act, actor, requestId } = context
  const { added, ended, refused, digest } = await judge(context, asked)
  if (refused.length) throw ResponsibilityProblem.fileFaulty({ faults: refused.length })
  return act(actor, changeResponsibility, { added: [...added], ended: [...ended], digest }, { requestId })
}

/** Sends the rules in force and to come. */
export async function sendMatrix(
  context: HandlerContext,
  { format }: z.output<typeof exportMatrixEndpoint.query>,
): Promise<void> {
  const { db, actor, now } = context
  const [known, rules] = await Promise.all([
    findMatrixKnowledge(db, actor.adcode, now),
    loadRules(db, actor.adcode),
  ])
  const nameOf = (id: string): string => known.organisations.get(id)?.name ?? id
  const rows = rules
    .filter((it) => it.validTo === null || it.validTo > known.onDate)
    .map((it) => toMatrixRow(it, known, nameOf))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  await sendTable(context, '权责清单', format, Object.values(matrixColumns), rows)
}

const keyOf = (row: Readonly<Record<string, unknown>>): string => JSON.stringify(Object.values(row))

const tooMany: Finding = {
  row: mostRows + 2,
  column: null,
  reason: {
    zh: `一次最多 ${mostRows} 条，请分成几个文件`,
    en: `at most ${mostRows} rules at once; use several files`,
  },
}
