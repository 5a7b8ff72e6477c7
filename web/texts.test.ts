/**
 * Every text that a screen asks for is there. The compiler holds the two languages to the same keys; this holds the
 * screens to the keys, since a missing one would be shown to people as its name.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { deskTexts } from './desk/texts.ts'
import { screenTexts } from './screen/texts.ts'

const web = import.meta.dirname
const texts = [...deskTexts, ...screenTexts]

/** What stands at `path`: a text, a group of texts, or nothing. */
function textAt(path: string): unknown {
  const [name, ...keys] = path.split('.')
  let at: unknown = texts.find((it) => it.name === name)?.zh
  for (const key of keys) at = (at as Record<string, unknown> | undefined)?.[key]
  return at
}

/** Keys that a source asks for: whole ones, and the fixed beginnings of those with a part worked out. */
function askedIn(source: string): { wholes: string[]; beginnings: string[] } {
  const calls = [...source.matchAll(/\bt\(((?:[^()]|\([^()]*\))*)\)|\btext: ('[^']+')/g)].map(
    (it) => it[1] ?? it[2] ?? '',
  )
  const quoted = calls.flatMap((it) =>
    [...it.matchAll(/'([a-zA-Z]+(?:\.[\w-]+)+)'/g)].map((found) => found[1] ?? ''),
  )
  const made = calls.flatMap((it) =>
    [...it.matchAll(/`([a-zA-Z]+(?:\.[\w-]+)*)\.[\w-]*\$\{/g)].map((found) => found[1] ?? ''),
  )
  return {
    wholes: quoted.filter((it) => texts.some(({ name }) => name === it.split('.')[0])),
    beginnings: made,
  }
}

it('finds what a screen asks for, and what it does not', () => {
  const light = '$'.concat('{light}')
  const source = `t('kit.close') t(\`kit.light.${light}\`) t(isOne ? 'kit.yes' : 'kit.no', { n: f(1) }) may('kit.x') { text: 'kit.keys' }`
  expect(askedIn(source)).toEqual({
    wholes: ['kit.close', 'kit.yes', 'kit.no', 'kit.keys'],
    beginnings: ['kit.light'],
  })
  expect(textAt('kit.close')).toBeTypeOf('string')
  expect(textAt('kit.nothing.there')).toBeUndefined()
})

it('no screen asks for a text that is not there', () => {
  const missing: string[] = []
  let asked = 0
  for (const file of globSync('**/*.{vue,ts}', { cwd: web }).filter((it) => !it.endsWith('.test.ts'))) {
    const { wholes, beginnings } = askedIn(readFileSync(join(web, file), 'utf8'))
    asked += wholes.length + beginnings.length
    for (const it of wholes) if (typeof textAt(it) !== 'string') missing.push(`${file}: ${it}`)
    for (const it of beginnings) if (typeof textAt(it) !== 'object') missing.push(`${file}: ${it}.…`)
  }
  expect(missing).toEqual([])
  expect(asked).toBeGreaterThan(300)
})

it('has no text with a bare @, which would be read as a reference to another text and break the page', () => {
  const textsIn = (it: unknown): string[] =>
    typeof it === 'string' ? [it] : Object.values(it as Record<string, unknown>).flatMap(textsIn)
  const bare = deskTexts
    .flatMap(({ zh, en }) => [zh, en].flatMap(textsIn))
    .filter((it) => it.replaceAll("{'@'}", '').includes('@'))
  expect(bare).toEqual([])
})
