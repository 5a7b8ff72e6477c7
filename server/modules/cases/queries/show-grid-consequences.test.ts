import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from '../../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../../testing/test-house.ts'

const west = `${testAdcode}001001`
let county: TestCounty
let keeper: Voice

beforeAll(async () => {
  county = await openTestCounty()
  keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
})
afterAll(() => county.close())

describe('what hangs on the cells that a draft ends', () => {
  it('is counted and named: open cases, components, rules and people', async () => {
    const open = await openStory(county)
    const lamp = {
      classCode: '01037',
      name: '路灯',
      state: 'intact',
      geometry: { type: 'Point', coordinates: tinyMiddle(0, 3) },
    }
    expect((await keeper.post('/api/components', lamp)).status).toBe(200)
    await county.as({ username: 'walker', posts: ['collector'], areaCodes: [`${west}001`] })
    const { body } = await keeper.post('/api/grid-drafts', { communityCode: west })
    const path = `/api/grid-drafts/${body['id']}`
    expect((await county.collector.get(`${path}/consequences`)).status).toBe(403)
    expect((await keeper.get(`${path}/consequences`)).body).toEqual({ cells: [] })
    const merge = { kind: 'merge', codes: [`${west}001`, `${west}003`] }
    expect((await keeper.post(`${path}/steps`, { expectedVersion: 0, operation: merge })).status).toBe(200)
    expect((await keeper.get(`${path}/consequences`)).body).toEqual({
      cells: [
        {
          code: `${west}001`,
          openCases: 1,
          cases: [{ id: open.id, number: expect.any(String) }],
          components: 1,
          rules: 0,
          people: 1,
        },
      ],
    })
  })

  it('after the publication components have the new cell with their history, and the case keeps its own', async () => {
    const { body } = await keeper.get('/api/grid-drafts?state=open')
    const [draft] = body['drafts'] as { id: string; version: number }[]
    const publication = { expectedVersion: draft?.version, validFrom: '2026-06-15', reason: '两格合并' }
    expect((await keeper.post(`/api/grid-drafts/${draft?.id}/publish`, publication)).status).toBe(200)
    await county.settle()
    const { body: listed } = await keeper.get('/api/components')
    const [component] = listed['components'] as { code: string; cellCode: string }[]
    expect(component?.cellCode).toBe(`${west}009`)
    const { body: history } = await keeper.get(`/api/components/${component?.code}/changes`)
    expect(JSON.stringify(history)).toContain(`${west}001`)
    const cases = await county.database.rows<{ cell_code: string }>('select cell_code from cases.cases')
    expect(cases).toEqual([{ cell_code: `${west}001` }])
    expect(await county.verify()).toMatchObject({ differences: [] })
  })
})
