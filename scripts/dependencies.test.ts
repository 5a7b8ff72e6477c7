/** What the product stands on: fixed to the byte, installed without running what nobody has read, and free to be given on. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { judgeAudit } from './audit-dependencies.ts'
import { isFree, readLock, reviewedLicences, reviewedScripts, reviewOf } from './dependencies.ts'
import { root } from './source-files.ts'
import { makeSbom } from './write-sbom.ts'

const locked = readLock()
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  string,
  Record<string, unknown>
>

it('every package is named in one version, with the hash of its content, from the registry', () => {
  expect(locked.length).toBeGreaterThan(500)
  expect(locked.filter((it) => !it.integrity?.startsWith('sha512-')).map((it) => it.name)).toEqual([])
  const elsewhere = locked.filter(
    (it) => it.resolved && !it.resolved.startsWith('https://registry.npmjs.org/'),
  )
  expect(elsewhere).toEqual([])
  const asked = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((it) =>
    Object.entries(manifest[it] ?? {}),
  )
  expect(
    asked.filter(([, version]) => !/^(?:npm:@?[\w/.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version))),
  ).toEqual([])
})

it('nothing runs at its installation that nobody has read', () => {
  const running = locked.filter((it) => it.hasInstallScript)
  expect(running.length).toBeGreaterThan(0)
  expect(
    running.filter((it) => reviewOf(reviewedScripts, it.name) === undefined).map((it) => it.name),
  ).toEqual([])
  const allowed = Object.keys(manifest['allowScripts'] ?? {})
  expect(allowed.filter((it) => reviewOf(reviewedScripts, it) === undefined)).toEqual([])
})

it('everything may be given on with a product under Apache-2.0', () => {
  const wrong = locked.filter(
    ({ name, license }) => !(license && isFree(license)) && !reviewOf(reviewedLicences, name),
  )
  expect(wrong.map(({ name, license }) => `${name}: ${license ?? 'none'}`)).toEqual([])
  // A copyleft package may serve the making of the product; it is no part of it, but for a library that can be exchanged.
  const shipped = locked.filter(
    (it) => !it.dev && /GPL|MPL|EPL|SSPL|BUSL/.test(it.license ?? '') && !isFree(it.license ?? ''),
  )
  expect(shipped.filter((it) => !it.name.startsWith('@img/sharp')).map((it) => it.name)).toEqual([])
  expect(['(MIT OR GPL-3.0-or-later)', 'MIT AND Zlib'].map(isFree)).toEqual([true, true])
  expect(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'SEE LICENSE IN x', ''].map(isFree)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

it('the list of what it is made of names every package that runs', () => {
  const { bomFormat, components } = makeSbom()
  expect(bomFormat).toBe('CycloneDX')
  const listed = new Set(components.map((it) => `${it.name}@${it.version}`))
  const running = Object.keys(manifest['dependencies'] ?? {})
  const unlike = components.filter((it) => !/^[0-9a-f]{128}$/.test(it.hashes[0]?.content ?? ''))
  expect(unlike).toEqual([])
  const names = new Set(components.map((it) => it.name))
  expect(running.filter((it) => !names.has(it))).toEqual([])
  expect(listed.size).toBeGreaterThan(100)
  expect([...names].filter((it) => ['vitest', 'playwright-core', 'typescript'].includes(it))).toEqual([])
})

it('an audit that was not answered has not passed', () => {
  expect(judgeAudit('', 'npm warn audit 405 Method Not Allowed').exitCode).toBe(2)
  expect(judgeAudit('{"message":"no"}', '').lines[0]).toContain('NOT AUDITED')
  const answer = (severity: string) =>
    JSON.stringify({
      metadata: { vulnerabilities: { [severity]: 1 } },
      vulnerabilities: { left: { severity, range: '<2' } },
    })
  expect(judgeAudit(answer('critical'), '')).toMatchObject({
    exitCode: 1,
    lines: ['critical: left <2', expect.any(String)],
  })
  expect(judgeAudit(answer('low'), '').exitCode).toBe(0)
})
