/**
 * What an office PC loads before the first queue can be used: the frame of the desk and the page of the queue, with all
 * they import at once. Maps and charts come later, by themselves. And whether the oldest browser understands what is built.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'acorn'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listSourceFiles } from '../scripts/source-files.ts'

const mostBytes = 300_000

const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
)

const root = join(import.meta.dirname, '..')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-size-'))
  const configFile = join(root, 'vite.config.ts')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const target = ['--outDir', folder, '--emptyOutDir', '--manifest']
  // In a process of its own: here the environment is that of tests, and Vue would come with its warnings.
  execFileSync(process.execPath, [vite, 'build', '--config', configFile, '--logLevel', 'error', ...target], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'inherit',
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is at most 300 kB of JavaScript, gzipped', () => {
  const text = readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')
  const manifest = Manifest.parse(JSON.parse(text))
  const needed = new Set<string>()
  const need = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk || needed.has(chunk.file)) return
    needed.add(chunk.file)
    chunk.imports.forEach(need)
  }
  const queuePage = Object.keys(manifest).find((it) => it.endsWith('cases/case-list.vue'))
  for (const name of ['desk/index.html', queuePage ?? 'the queue has no page of its own']) {
    expect(manifest, Object.keys(manifest).join('\n')).toHaveProperty([name])
    need(name)
  }
  const sizes = [...needed]
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: gzipSync(readFileSync(join(folder, file))).length }))
    .sort((a, b) => b.bytes - a.bytes)
  const total = sizes.reduce((sum, it) => sum + it.bytes, 0)
  expect(sizes.length).toBeGreaterThan(1)
  expect(total, sizes.map((it) => `${it.bytes} ${it.file}`).join('\n')).toBeLessThanOrEqual(mostBytes)
})

describe('the oldest browser, with the kernel of Chromium 117', () => {
  const built = (ending: string): { path: string; text: string }[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith(ending))
      .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))

  it('is what the build is told, and what the run book states', () => {
    expect(readFileSync(join(root, 'vite.config.ts'), 'utf8')).toContain(`target: 'chrome117'`)
    expect(readFileSync(join(root, 'docs', 'operations.md'), 'utf8')).toContain('Chromium 117')
  })

  it('reads every script: none has syntax that is newer', () => {
    const scripts = built('.js')
    expect(scripts.length).toBeGreaterThan(20)
    // ES2024 without what came to Chromium later (attributes of imports, `using`).
    for (const { path, text } of scripts)
      expect(() => parse(text, { ecmaVersion: 2024, sourceType: 'module' }), path).not.toThrow()
    expect(() => parse('using it = open()', { ecmaVersion: 2024, sourceType: 'module' })).toThrow()
  })

  it('knows every rule of the style sheets that must not be missing', () => {
    const newer =
      /@scope\b|@position-try|light-dark\(|field-sizing:|interpolate-size:|anchor-name:|[\s:(,]round\(|@function\b/
    expect('a{color:light-dark(#000,#fff)}').toMatch(newer)
    const sheets = built('.css')
    expect(sheets.length).toBeGreaterThan(3)
    expect(sheets.filter(({ text }) => newer.test(text)).map((it) => it.path)).toEqual([])
  })

  it('has every function that our sources call', () => {
    const newer =
      /\bURL\.(parse|canParse)\(|\bPromise\.(withResolvers|try)\(|\bArray\.fromAsync\(|\bAbortSignal\.any\(|\bRegExp\.escape\(|\bIterator\.\w+\(|\.toArray\(\)|\.is(Subset|Superset|Disjoint)\w*\(/
    const sources = listSourceFiles(root).filter(
      (it) => /^(web|domain)\/.*\.(ts|vue)$/.test(it) && !/\.test\.ts$/.test(it),
    )
    expect(sources.length).toBeGreaterThan(300)
    expect(sources.filter((it) => newer.test(readFileSync(join(root, it), 'utf8')))).toEqual([])
  })
})
