/** What an import came to, as lines for people and as the one line of `--json`. */
import { inLanguage, type Language, type Sentence } from '#domain/problem.ts'
import type { ImportOutcome } from './importers.ts'
import type { Terminal } from './terminal.ts'

/** How many findings are listed for people; `--json` has them all. */
const listed = 20

type Found = ImportOutcome['refused'][number]

const printed =
  (language: Language) =>
  ({ reason, ...place }: Found) => ({
    ...place,
    reason: inLanguage(reason, language),
  })

/** The one line that `--json` ends with. */
export function toJsonLine(outcome: ImportOutcome, language: Language): string {
  const { read, accepted, warned, refused, inTime } = outcome
  return JSON.stringify({
    read,
    accepted,
    warned: warned.map(printed(language)),
    refused: refused.map(printed(language)),
    ...(inTime ? { inTime } : {}),
  })
}

function lineOf({ sheet, row, column, reason }: Found, { label }: Terminal): string {
  const place = [sheet, label({ zh: `第 ${row} 行`, en: `row ${row}` }), column].filter(Boolean).join(' ')
  return `  ${place}: ${label(reason)}`
}

/** Warnings and refusals, the first of each. */
export function findingLines(
  { warned, refused }: Pick<ImportOutcome, 'warned' | 'refused'>,
  terminal: Terminal,
): string[] {
  const groups = [
    { found: warned, title: { zh: `提示 ${warned.length} 处：`, en: `${warned.length} warnings:` } },
    { found: refused, title: { zh: `拒绝 ${refused.length} 处：`, en: `${refused.length} refusals:` } },
  ]
  return groups
    .filter((it) => it.found.length)
    .flatMap(({ found, title }) => [
      terminal.label(title),
      ...found.slice(0, listed).map((it) => lineOf(it, terminal)),
      ...(found.length > listed ? [`  … ${found.length - listed}`] : []),
    ])
}

/** Findings of one kind told once: how many rows, and the first of them. */
export function groupedLines(title: Sentence, found: readonly Found[], terminal: Terminal): string[] {
  if (!found.length) return []
  const groups = Map.groupBy(found, (it) => `${it.column}\n${it.reason.en}`)
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const more = group.length - 1
    const rest = more ? terminal.label({ zh: `（另有 ${more} 行）`, en: ` (and ${more} more rows)` }) : ''
    return [`${lineOf(first, terminal)}${rest}`]
  })
  const hidden = lines.length - listed
  return [terminal.label(title), ...lines.slice(0, listed), ...(hidden > 0 ? [`  … ${hidden}`] : [])]
}
