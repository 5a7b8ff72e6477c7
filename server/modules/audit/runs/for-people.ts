/** What of an export people read: the lines as a table that no program runs, and what the file is and how to check it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandWords } from '#domain/audit/command-words.ts'
import { chinaOffsetMs } from '#domain/china-time.ts'
import type { ExportedLine } from '#platform/audit/export/read-range.ts'
import type { ExportOrder } from '#platform/audit/export/write-export.ts'
import { fingerprintOf, type PublicKey } from '#platform/sealing/public-key.ts'
import { type WrittenRow, writeTable } from '#platform/tabular/write-table.ts'
import { readmeOf } from './export-readme.ts'

type Language = 'zh' | 'en'

const headings = {
  seq: ['编号', 'Number'],
  at: ['时间（中国）', 'Time (China)'],
  actor: ['人员', 'Who'],
  words: ['做了什么', 'What'],
  command: ['命令', 'Command'],
  subject: ['对象编号', 'About (id)'],
  problem: ['拒绝原因', 'Refused because'],
  address: ['网络地址', 'Address'],
  input: ['输入', 'Given'],
  output: ['结果', 'Gave'],
  request: ['请求编号', 'Request id'],
} as const
type Column = keyof typeof headings

const chinaTime = (at: Date): string =>
  new Date(at.getTime() + chinaOffsetMs).toISOString().replace('T', ' ').replace('Z', '')

const addressOf = (input: unknown): string | null => {
  const { address } = (input ?? {}) as { address?: unknown }
  return typeof address === 'string' ? address : null
}

const cellsOf = (it: ExportedLine, language: Language): Record<Column, string | number | null> => ({
  seq: it.seq,
  at: chinaTime(it.at),
  actor: it.actorName,
  words: commandWords(it.command)[language],
  command: it.command,
  subject: it.subjectId,
  problem: it.problem,
  address: addressOf(it.input),
  input: JSON.stringify(it.input),
  output: it.output === null ? null : JSON.stringify(it.output),
  request: it.requestId,
})

/** Writes both, in the language of whoever asked; the explanation in both. */
export const writeForPeople =
  (
    language: Language,
    about: { readonly from: string; readonly to: string; readonly keys: readonly PublicKey[] },
  ): ExportOrder['forPeople'] =>
  async (folder, lines) => {
    const heading = (it: Column): string => headings[it][language === 'zh' ? 0 : 1]
    const names = Object.keys(headings) as Column[]
    const rows = async function* (): AsyncIterable<WrittenRow> {
      for await (const line of lines) {
        const cells = cellsOf(line, language)
        yield { columns: Object.fromEntries(names.map((it) => [heading(it), cells[it]])) }
      }
    }
    await writeTable(join(folder, 'lines.csv'), names.map(heading), rows())
    const fingerprints = about.keys.map((it) => `${it.id} (${it.profile}): ${fingerprintOf(it)}`)
    await writeFile(join(folder, 'README.md'), readmeOf({ ...about, fingerprints }))
    return ['lines.csv', 'README.md']
  }
