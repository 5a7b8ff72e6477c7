import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingsTable } from './config.ts'
import { exitCodeMeanings, exitCodes } from './exit-codes.ts'
import { createInstallation } from './testing.ts'

const guide = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'guide', 'operating.md'), 'utf8')

/** What stands in the first column of the table under `heading`. */
const firstColumn = (heading: string): string[] => {
  const section = guide.split(`# ${heading}\n`)[1]?.split('\n#')[0] ?? ''
  return [...section.matchAll(/^\| *`?([^|`]+?)`? *\|/gm)].map(([, cell]) => cell ?? '').slice(2)
}

describe('the operating guide', () => {
  it('has the table of settings as `jingwei config --markdown` prints it', () => {
    expect(guide).toContain(settingsTable())
  })

  it('says what each exit code means', () => {
    expect(firstColumn('Exit codes').map(Number)).toEqual(Object.values(exitCodes))
    expect(Object.keys(exitCodeMeanings)).toEqual(Object.keys(exitCodes))
  })

  it('lists every command there is, and no other', async () => {
    const installation = await createInstallation()
    const help = async (...args: string[]): Promise<string[]> => {
      const { out } = await installation.run([...args, '--help'])
      const listed = out.split('Commands:\n')[1]?.split('\n\n')[0] ?? ''
      return [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => [...args, name].join(' '))
    }
    const top = await help()
    const all = (await Promise.all(top.map(async (name) => [name, ...(await help(name))]))).flat()
    await installation.remove()
    const told = firstColumn('Commands').map((it) => it.replace(/^jingwei /, ''))
    for (const command of all.filter((name) => !all.some((it) => it.startsWith(`${name} `))))
      expect(
        told.some((it) => it === command || it.startsWith(`${command} `)),
        command,
      ).toBe(true)
    for (const it of told)
      expect(
        all.some((name) => it === name || it.startsWith(`${name} `)),
        it,
      ).toBe(true)
  })
})
