import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DraftClass } from '#domain/catalogue/draft.ts'
import { openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let admin: Voice
beforeAll(async () => {
  county = await openTestCounty()
  admin = await county.as({ username: 'editor', name: '数据员', posts: ['data_admin'] })
})
afterAll(() => county.close())

it('tells which open cases a draft touches, by class, and writes nothing', async () => {
  const story = await openStory(county)
  await story.takeAll('sendOn', 'file')
  const begun = await admin.post('/api/catalogue-drafts', {})
  const id = String(begun.body['id'])
  const classPath = `/api/catalogue-drafts/${id}/classes/component`
  const save = async (code: string, content: DraftClass | null) =>
    admin.call('PUT', `/api/catalogue-drafts/${id}/rows`, {
      row: { what: 'class', kind: 'component', code, content },
      expectedVersion: Number((await admin.get(`${classPath}/${code}`)).body['rowVersion']),
    })
  const effect = async () => (await admin.get(`/api/catalogue-drafts/${id}/effect`)).body
  expect(await effect()).toEqual({ open: 1, touched: 0, classes: [], rulesLeftBehind: 0 })

  const lamp = (await admin.get(`${classPath}/01037`)).body['after'] as DraftClass
  await save('01001', null)
  await save('01037', { ...lamp, synonyms: [...lamp.synonyms, '黑灯'] })
  const sums = await sumTables(county.database)
  const touched = { kind: 'component', code: '01037', name: '路灯', openCases: 1, components: 0 }
  expect(await effect()).toEqual({
    open: 1,
    touched: 1,
    classes: [{ ...touched, change: 'changed' }],
    rulesLeftBehind: 0,
  })
  expect(await sumTables(county.database)).toEqual(sums)

  await save('01037', null)
  expect(await effect()).toMatchObject({ classes: [{ ...touched, change: 'ended' }] })
  expect((await county.dispatcher.get(`/api/catalogue-drafts/${id}/effect`)).body).toMatchObject({
    code: 'access.not-permitted',
  })
})
