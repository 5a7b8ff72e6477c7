/**
 * `npm run new:command -- cases dispatch-case`: prints the skeleton of a command with the test that every command
 * has, and says what else the path of a change asks for (ARCHITECTURE.md).
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeSkeleton } from './new-module.ts'
import { root } from './source-files.ts'

const camel = (kebab: string): string =>
  kebab.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The command `verbNoun` of module `name` and its test, by path. */
export function skeletonOfCommand(name: string, verbNoun: string): Record<string, string> {
  const [verb = '', ...rest] = verbNoun.split('-')
  const noun = rest.join('-')
  const title = camel(verbNoun)
  const type = title.charAt(0).toUpperCase() + title.slice(1)
  return {
    [`server/modules/${name}/commands/${verbNoun}.ts`]: `/** What it does to the world, in one sentence. */
import type { Command } from '#platform/act.ts'

type ${type} = { id: string }

export const ${title}: Command<${type}, { id: string }> = {
  name: '${noun}.${verb}',
  permission: '${noun}.${verb}',
  async run({ concerns }, { id }) {
    concerns(id)
    return { id }
  },
}
`,
    [`server/modules/${name}/commands/${verbNoun}.test.ts`]: `import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { ${title} } from './${verbNoun}.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const auditLines = (): Promise<{ command: string }[]> =>
  house.database.rows('select command from platform.audit_entries where command = $1', [${title}.name])

describe('${title}', () => {
  test('is refused without the right', async () => {
    const nobody = { ...systemActor(testAdcode), permissions: new Set<string>() }
    const refusal = house.act(nobody, ${title}, { id: newId() })
    await expect(refusal).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await auditLines()).toEqual([])
  })

  test('does it once, also when sent twice, and writes one audit line', async () => {
    const input = { id: newId() }
    const options = { requestId: newId() }
    const first = await house.act(systemActor(testAdcode), ${title}, input, options)
    expect(await house.act(systemActor(testAdcode), ${title}, input, options)).toEqual(first)
    expect(await auditLines()).toHaveLength(1)
  })
})
`,
  }
}

if (import.meta.main) {
  const [name, verbNoun] = process.argv.slice(2)
  if (!name || !verbNoun || !/^[a-z]+(-[a-z]+)+$/.test(verbNoun))
    throw new Error('usage: npm run new:command -- <module> <verb-noun>')
  if (!existsSync(join(root, 'server', 'modules', name))) throw new Error(`there is no module ${name}`)
  writeSkeleton(skeletonOfCommand(name, verbNoun))
  process.stdout.write(
    'now: the endpoint in contract.ts, the announcement in events.ts, a sentence in policy.ts, a line in routes.ts\n',
  )
}
