/**
 * Keeps the documents true: every link in a *.md file leads to a file that exists (and to a heading that
 * exists), and so does every path in `code` that begins in one of our folders. Names with a placeholder
 * (`<m>`, `*`, `…`) are patterns and are left alone.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { listSourceFiles, report, root } from './source-files.ts'

const rooms = 'bench|bin|bootstrap|docs|domain|scenarios|scripts|server|standards|web|\\.ci'
const ourPath = new RegExp(`^(${rooms})/[^\\s]*$`)
const topFile = /^[A-Z][A-Z-]*(\.zh-CN)?\.md$/
const pattern = /[<>*…{}$|]|\bYYYY\b/

/** The anchor that GitHub and Gitea give to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[`*]/g, '')
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

const withoutCodeBlocks = (text: string): string =>
  text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ''))

/** Findings in the document at `path`; `exists` and `read` answer for paths relative to the checkout. */
export function findingsOf(
  path: string,
  text: string,
  exists: (path: string) => boolean = (it) => existsSync(join(root, it)),
  read: (path: string) => string = (it) => readFileSync(join(root, it), 'utf8'),
): string[] {
  const findings: string[] = []
  for (const [index, line] of withoutCodeBlocks(text).split('\n').entries()) {
    const at = `${path}:${index + 1}`
    for (const [, target = ''] of line.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue
      const [file = '', anchor] = target.split('#')
      const linked = file === '' ? path : normalize(join(dirname(path), decodeURI(file)))
      if (!exists(linked)) findings.push(`${at}: the link ${target} leads nowhere`)
      else if (anchor && linked.endsWith('.md')) {
        const source = linked === path ? text : read(linked)
        const anchors = [...withoutCodeBlocks(source).matchAll(/^#{1,6} (.*)$/gm)].map((it) =>
          anchorOf(it[1] ?? ''),
        )
        if (!anchors.includes(decodeURI(anchor))) findings.push(`${at}: ${linked} has no heading #${anchor}`)
      }
    }
    for (const [, quoted = ''] of line.matchAll(/`([^`]+)`/g)) {
      const named = quoted.replace(/:\d+$/, '')
      if (pattern.test(named) || !(ourPath.test(named) || topFile.test(named))) continue
      const beside = normalize(join(dirname(path), named))
      if (!exists(named) && !exists(beside)) findings.push(`${at}: the path ${named} does not exist`)
    }
  }
  return findings
}

if (import.meta.main)
  report(
    'documents',
    listSourceFiles()
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) => findingsOf(path, readFileSync(join(root, path), 'utf8'))),
  )
