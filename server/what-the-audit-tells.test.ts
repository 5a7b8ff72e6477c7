/**
 * What an auditor must find: every sign-in and failed one, what was refused for want of a right, what was unmasked and
 * what left the house; and nobody fills the audit by asking again and again.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(() => county.close())

type Line = { actor_name: string; command: string; problem: string | null; input: Record<string, unknown> }

const linesOf = (command: string): Promise<Line[]> =>
  county.database.rows<Line>(
    'select actor_name, command, problem, input from platform.audit_entries where command = $1 order by seq',
    [command],
  )

it('tells who signed in, and who failed to', async () => {
  const opened = (await linesOf('session.open')).length
  expect(opened).toBeGreaterThan(5)
  await county.stranger.post('/api/session', { username: 'wei', password: 'a guess' })
  expect(await linesOf('session.refuse')).toMatchObject([{ input: { username: 'wei' } }])
})

it('tells what a person was refused, once, with how often it was tried', async () => {
  for (let time = 0; time < 5; time++) expect((await county.collector.get('/api/accounts')).status).toBe(403)
  expect((await county.collector.get('/api/people/export')).status).toBe(403)
  await county.app.close()
  const lines = await linesOf('access.refuse')
  const asked = (path: string) => lines.filter((it) => it.input['asked'] === `GET ${path}`)
  expect(asked('/api/accounts').map((it) => [it.actor_name, it.problem, it.input['times']])).toEqual([
    ['魏采集', 'access.not-permitted', 1],
    ['魏采集', 'access.not-permitted', 4],
  ])
  expect(asked('/api/people/export')).toHaveLength(1)
  expect(await linesOf('person.export')).toEqual([])
})
