import { spawnSync } from 'node:child_process'
import { chmod, lstat, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyProgram, findProgram, makeRunnable } from './program.ts'

let place: string
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'jingwei-program-'))
})
afterAll(() => rm(place, { recursive: true, force: true }))

it('a copy whose install script never ran gets its library links and its rights, and runs', async () => {
  const copy = await copyProgram(await findProgram(place), place)
  const links = JSON.parse(await readFile(join(copy.folder, 'pg-symlinks.json'), 'utf8')) as {
    target: string
  }[]
  expect(links.length).toBeGreaterThan(0)
  for (const { target } of links) await rm(join(copy.folder, '..', target))
  await chmod(copy.postgres, 0o644)
  expect(spawnSync(copy.postgres, ['--version']).status).not.toBe(0)
  expect(await makeRunnable(copy)).toBe(true)
  for (const { target } of links)
    expect((await lstat(join(copy.folder, 'lib', basename(target)))).isSymbolicLink()).toBe(true)
  expect(spawnSync(copy.postgres, ['--version']).stdout.toString()).toContain('PostgreSQL) 18.')
  expect(spawnSync(copy.initdb, ['--version']).stdout.toString()).toContain('PostgreSQL) 18.')
})

it('the copy of a release is made once', async () => {
  const program = await findProgram(place)
  const first = await copyProgram(program, place)
  const { ino } = await lstat(first.postgres)
  const second = await copyProgram(program, place)
  expect((await lstat(second.postgres)).ino).toBe(ino)
})
