import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createInstallation, type Installation } from './testing.ts'

/** Processes may have to wait for their turn on a busy machine. */
const longest = 120_000

let installation: Installation
let folder: string
const at = (name: string): string => join(folder, name)

beforeAll(async () => {
  installation = await createInstallation({ JINGWEI_MODE: 'production' })
  folder = await mkdtemp(join(tmpdir(), 'jingwei-config-'))
}, longest)
afterAll(async () => {
  await installation.remove()
  await rm(folder, { recursive: true, force: true })
}, longest)

it(
  'writes a folder and an archive, shows what changed files would do, does it once, and refuses what it does not know',
  async () => {
    const run = (...args: string[]) => installation.runHere(['config', ...args, '--json'])
    expect((await run('export', at('county'))).code).toBe(0)
    expect((await run('export', at('county.zip'))).code).toBe(0)
    expect(await readdir(at('county'))).toContain('case-settings.json')

    const file = join(at('county'), 'case-settings.json')
    const settings = JSON.parse(await readFile(file, 'utf8')) as object
    await writeFile(file, JSON.stringify({ ...settings, mostExtensions: 9 }))
    const dry = await run('import', at('county'), '--dry-run')
    expect(dry.code).toBe(0)
    expect(JSON.parse(dry.out)).toMatchObject({
      findings: [],
      sections: expect.arrayContaining([
        expect.objectContaining({
          name: 'case-settings',
          changes: [
            { key: 'mostExtensions', change: 'changed', fields: [expect.objectContaining({ after: '9' })] },
          ],
        }),
      ]),
    })
    const outcomeOf = async (source: string) => {
      const results = JSON.parse((await run('import', source)).out) as { name: string; outcome: string }[]
      return results.find((it) => it.name === 'case-settings')?.outcome
    }
    expect(await outcomeOf(at('county'))).toBe('done')
    expect(await outcomeOf(at('county'))).toBe('unchanged')
    expect(await outcomeOf(at('county.zip'))).toBe('done')

    await writeFile(file, JSON.stringify({ ...settings, colour: 'red' }))
    const faulty = await run('import', at('county'), '--dry-run')
    expect(faulty.code).toBe(3)
    expect(JSON.parse(faulty.out)).toMatchObject({ findings: [{ file: 'case-settings.json' }] })
    expect((await run('import', at('county'))).code).toBe(2)
    expect((await run('import', at('nowhere'))).code).toBe(2)
  },
  longest,
)
