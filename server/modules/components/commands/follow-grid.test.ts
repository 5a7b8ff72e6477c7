import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importCatalogue } from '#modules/catalogue/index.ts'
import { aCatalogue } from '#modules/catalogue/testing.ts'
import { seedTinyTerritory, tinyMiddle } from '#modules/geography/testing.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../../testing/test-house.ts'
import { followGrid } from './follow-grid.ts'

const west = `${testAdcode}001001`
const system = systemActor(testAdcode)
const later = '2026-06-20'
let house: TestHouse
let keeper: Voice

beforeAll(async () => {
  house = await openTestHouse()
  await house.act(system, importCatalogue, { content: aCatalogue(), publishFrom: '2020-01-01' })
  await house.act(system, seedTinyTerritory, {})
  keeper = await house.as({ username: 'keeper', posts: ['data_admin'] })
  for (const [i, j] of [
    [0, 3],
    [1, 3],
    [0, 0],
  ] as const) {
    const geometry = { type: 'Point', coordinates: tinyMiddle(i, j) }
    await keeper.post('/api/components', { classCode: '01037', name: '路灯', state: 'intact', geometry })
  }
  const { body } = await keeper.post('/api/grid-drafts', { communityCode: west })
  const path = `/api/grid-drafts/${body['id']}`
  const operation = { kind: 'merge', codes: [`${west}001`, `${west}002`] }
  await keeper.post(`${path}/steps`, { expectedVersion: 0, operation })
  await keeper.post(`${path}/publish`, { expectedVersion: 1, validFrom: later, reason: '合并' })
  await house.settle()
})
afterAll(() => house.close())

const cells = async () =>
  (
    await house.database.rows<{ cell: string }>(
      'select right(cell_code, 3) as cell from components.components order by code',
    )
  ).map((it) => it.cell)
const auditLines = async () =>
  (
    await house.database.rows<{ n: number }>(
      "select count(*) as n from platform.audit_entries where command = 'component.follow-grid' and output->>'moved' <> '0'",
    )
  )[0]?.n

describe('components follow the grid', () => {
  it('not before its day, and not without the right', async () => {
    expect(await cells()).toEqual(['001', '002', '007'])
    const reader: Actor = { ...system, permissions: new Set(['component.read']) }
    await expect(house.act(reader, followGrid, {})).rejects.toThrow('access.not-permitted')
    expect(await auditLines()).toBe(0)
  })

  it('in the night in which it begins, once, and keep where they were', async () => {
    house.clock.turnTo(new Date(`${later}T00:05:00+08:00`))
    await house.runJob('component.follow-grid')
    expect(await cells()).toEqual(['009', '009', '007'])
    expect(await auditLines()).toBe(1)
    await house.runJob('component.follow-grid')
    expect(await auditLines()).toBe(1)
    const history = await house.database.rows<{ changes: unknown; version: number }>(
      'select changes, version from components.component_changes where version = 2 order by changes::text',
    )
    expect(history).toEqual(
      ['001', '002'].map((it) => ({
        version: 2,
        changes: { cellCode: { from: `${west}${it}`, to: `${west}009` } },
      })),
    )
  })

  it('the same request sent twice has the same answer', async () => {
    const options = { requestId: 'follow-the-grid-1' }
    const first = await house.act(system, followGrid, {}, options)
    expect(await house.act(system, followGrid, {}, options)).toEqual(first)
  })
})
