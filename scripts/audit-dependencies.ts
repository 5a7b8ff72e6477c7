/**
 * `npm run audit:dependencies`: asks the registry what is known against the packages that are installed where the product
 * runs. Ends with 1 where something high or critical is known, and with 2 where the registry does not answer: what was not
 * asked has not passed.
 */
import { spawnSync } from 'node:child_process'
import { root } from './source-files.ts'

type Answer = {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> }
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>
}

/** What an audit came to. */
export type AuditVerdict = { readonly exitCode: 0 | 1 | 2; readonly lines: readonly string[] }

/** Reads what `npm audit --json` printed; `complaint` is what it said beside it. */
export function judgeAudit(printed: string, complaint: string): AuditVerdict {
  const answer = parse(printed)
  const counts = answer?.metadata?.vulnerabilities
  if (!counts) {
    const why = complaint.split('\n').find((it) => it.trim() !== '') ?? 'no answer'
    return { exitCode: 2, lines: [`NOT AUDITED: the registry gives no advisories (${why.trim()})`] }
  }
  const found = Object.entries(answer.vulnerabilities ?? {}).map(
    ([name, { severity, range }]) => `${severity}: ${name} ${range}`,
  )
  const isBad = (counts['high'] ?? 0) + (counts['critical'] ?? 0) > 0
  return { exitCode: isBad ? 1 : 0, lines: [...found, `${found.length} packages with advisories`] }
}

function parse(printed: string): Answer | undefined {
  try {
    return JSON.parse(printed) as Answer
  } catch {
    // Not JSON is no answer.
    return undefined
  }
}

if (import.meta.main) {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--json', '--omit', 'dev'], {
    cwd: root,
    encoding: 'utf8',
  })
  const { exitCode, lines } = judgeAudit(stdout, stderr)
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = exitCode
}
