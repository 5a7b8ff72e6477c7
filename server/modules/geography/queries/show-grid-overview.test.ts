/** The overview counts cells in force, and says of a draft who changed it and whether it could be published. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../../testing/test-house.ts'
import { seedTinyTerritory } from '../testing.ts'

const west = `${testAdcode}001001`
let house: TestHouse
let keeper: Voice

beforeAll(async () => {
  house = await openTestHouse()
  await house.act(systemActor(testAdcode), seedTinyTerritory, {})
  keeper = await house.as({ username: 'keeper', name: '数据员', posts: ['data_admin'] })
})
afterAll(() => house.close())

type Row = { code: string; cells: number; draft: { id: string; errors: number } | null }
const overview = async (): Promise<Row[]> =>
  (await keeper.get('/api/grid-communities')).body['communities'] as Row[]
const ofWest = async () => (await overview()).find((it) => it.code === west)

describe('the grid of the county in short', () => {
  it('is not told to who may not draw', async () => {
    const unit = await house.as({ username: 'somebody', posts: ['unit'] })
    expect((await unit.get('/api/grid-communities')).status).toBe(403)
  })

  it('counts the cells of every community, and knows of no draft', async () => {
    const rows = await overview()
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.every((it) => it.draft === null)).toBe(true)
    expect(await ofWest()).toMatchObject({ cells: 8 })
  })

  it('tells of a draft who changed it and how many faults it has', async () => {
    const { body } = await keeper.post('/api/grid-drafts', { communityCode: west })
    expect((await ofWest())?.draft).toMatchObject({
      id: body['id'],
      changedBy: '数据员',
      errors: 0,
      isStale: false,
    })
    const draft = (await keeper.get(`/api/grid-drafts/${body['id']}`)).body as {
      cells: { geometry: { coordinates: [number, number][][] } }[]
    }
    const from = draft.cells[0]?.geometry.coordinates[0]?.[0] ?? [0, 0]
    const operation = { kind: 'move-nodes', moves: [{ from, to: [from[0] - 0.01, from[1]] }] }
    await keeper.post(`/api/grid-drafts/${body['id']}/steps`, { expectedVersion: 0, operation })
    expect((await ofWest())?.draft?.errors).toBeGreaterThan(0)
    expect(await ofWest()).toMatchObject({ cells: 8 })
  })
})
