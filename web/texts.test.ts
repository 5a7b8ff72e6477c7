/**
 * Every text that a screen asks for is there. The compiler holds the two languages to the same keys; this holds the
 * screens to the keys, since a missing one would be shown to people as its name.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { laterTexts } from './desk/later-texts.ts'
import { firstTexts } from './desk/texts.ts'
import { screenTexts } from './screen/texts.ts'

const web = import.meta.dirname
const deskTexts = [...firstTexts, ...laterTexts]
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

/** The sources that a page is made of at once: what it imports, and they in turn. */
function sourcesOf(file: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(file) || !existsSync(file)) return seen
  const source = readFileSync(file, 'utf8')
  seen.set(file, source)
  for (const [, path = ''] of source.matchAll(/^(?:import|export) [^'\n]*(?:\{[^}]*\} )?from '([^']+)'/gm)) {
    if (path.startsWith('.')) sourcesOf(join(dirname(file), path), seen)
    if (path.startsWith('#kit/')) sourcesOf(join(web, 'kit', path.slice(5)), seen)
  }
  return seen
}

it('the first pages ask for no text that comes later', () => {
  const early = new Set(firstTexts.map((it) => it.name))
  const pages = ['app.vue', 'modules/cases/case-list.vue', 'modules/identity/sign-in-show.vue']
  const late: string[] = []
  let read = 0
  for (const page of pages)
    for (const [file, source] of sourcesOf(join(web, 'desk', page))) {
      read += 1
      // It only lists what the room of administration shows.
      if (file.endsWith('admin-pages.ts')) continue
      const { wholes, beginnings } = askedIn(source)
      for (const it of [...wholes, ...beginnings])
        if (!early.has(it.split('.')[0] ?? '')) late.push(`${page}: ${file.slice(web.length)}: ${it}`)
    }
  expect(late).toEqual([])
  expect(read).toBeGreaterThan(60)
})
