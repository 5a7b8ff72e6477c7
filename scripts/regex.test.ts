/**
 * Every regular expression of the house is read out of its source and proven not to backtrack: on a text of 100 KB that
 * almost fits, one that does would hold the whole server up.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { listSourceFiles, root } from './source-files.ts'

type Found = { readonly where: string; readonly pattern: string; readonly flags: string }

/** The scripts of a file: of a Vue component its script blocks. */
const scriptsOf = (name: string, text: string): string =>
  name.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, it]) => it).join('\n')
    : text

function findExpressions(name: string): Found[] {
  const found: Found[] = []
  const source = ts.createSourceFile(
    name,
    scriptsOf(name, readFileSync(join(root, name), 'utf8')),
    ts.ScriptTarget.Latest,
  )
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      found.push({ where: name, pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What is looked at: what runs in the product, not its tests and tools. */
const isProduct = (name: string): boolean =>
  /^(?:domain|server|web|standards)\//.test(name) &&
  /\.(?:ts|vue)$/.test(name) &&
  !/\.test\.ts$|\/testing\//.test(name)

it('no expression of the product takes more than a straight look at its text', () => {
  const all = listSourceFiles().filter(isProduct).flatMap(findExpressions)
  expect(all.length).toBeGreaterThan(150)
  const slow = all.flatMap(({ where, pattern, flags }) => {
    const { reports } = analyse({ source: pattern, flags })
    return reports.map(
      ({ type, exponential }) =>
        `${where}: /${pattern}/${flags} (${exponential ? 'exponential ' : ''}${type})`,
    )
  })
  expect(slow).toEqual([])
})

it('finds one that does', () => {
  expect(analyse({ source: '^(a+)+$', flags: '' }).reports[0]?.exponential).toBe(true)
  expect(analyse({ source: '\\s+$', flags: '' }).reports).not.toEqual([])
})
