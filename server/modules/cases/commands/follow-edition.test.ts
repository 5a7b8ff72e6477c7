/** A rule that names one condition still decides after the next edition of the catalogue is published. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DraftClass } from '#domain/catalogue/draft.ts'
import { findConditions } from '#modules/catalogue/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../../testing/test-house.ts'
import { loadRules } from '../responsibility-store.ts'
import { followEdition } from './follow-edition.ts'
import { putResponsibilityRules } from './put-responsibility-rules.ts'

const system = systemActor(testAdcode)
let county: TestCounty
let admin: Voice

beforeAll(async () => {
  county = await openTestCounty()
  admin = await county.as({ username: 'editor', name: '数据员', posts: ['data_admin'] })
  const rule = {
    id: newId(),
    kind: 'component' as const,
    classCode: '01037',
    conditionId: county.lamp.id,
    areaCode: null,
    leadUnitId: county.waterCompany,
    assistUnitIds: [],
    basis: '会议纪要',
    validFrom: '2025-01-01',
    validTo: null,
  }
  await county.act(system, putResponsibilityRules, { rules: [rule] })
})
afterAll(() => county.close())

const ofConditions = async () =>
  (await loadRules(county.database, testAdcode)).filter((it) => it.conditionId !== null)

describe('publishing the next edition', () => {
  it('lets the rule go on with the condition of the same words, once', async () => {
    const begun = await admin.post('/api/catalogue-drafts', {})
    const id = String(begun.body['id'])
    const path = `/api/catalogue-drafts/${id}/classes/component/01037`
    const lamp = (await admin.get(path)).body
    const content = { ...(lamp['after'] as DraftClass), synonyms: ['黑灯'] }
    await admin.call('PUT', `/api/catalogue-drafts/${id}/rows`, {
      row: { what: 'class', kind: 'component', code: '01037', content },
      expectedVersion: Number(lamp['rowVersion']),
    })
    expect((await admin.get(`/api/catalogue-drafts/${id}/effect`)).body['rulesLeftBehind']).toBe(0)
    const validFrom = '2026-12-01'
    const published = await admin.post(`/api/catalogue-drafts/${id}/publish`, {
      validFrom,
      note: '年度修订',
    })
    expect(published.status, JSON.stringify(published.body)).toBe(200)
    await county.settle()
    const rules = await ofConditions()
    expect(rules).toHaveLength(2)
    const versionId = String(published.body['versionId'])
    const next = await findConditions(county.database, versionId, { kind: 'component', code: '01037' })
    expect(rules).toContainEqual(
      expect.objectContaining({
        conditionId: next.find((it) => it.filingText === county.lamp.filingText)?.id,
        leadUnitId: county.waterCompany,
        validFrom,
        basis: '会议纪要',
      }),
    )
    expect(await county.act(system, followEdition, { versionId, validFrom })).toEqual({ added: 0 })
    expect(await ofConditions()).toHaveLength(2)
    const lines = await county.database.rows<{ added: number }>(
      `select (output->>'added')::int as added from platform.audit_entries
       where adcode = $1 and command = 'responsibility.follow-edition' order by 1`,
      [testAdcode],
    )
    // That of the county's first edition, that by hand, and the one that mattered.
    expect(lines.map((it) => it.added)).toEqual([0, 0, 1])
  })

  it('is nobody’s to do by hand', async () => {
    const input = { versionId: newId(), validFrom: '2026-12-01' }
    const dispatcher = { ...system, permissions: new Set(['case.read']) }
    await expect(county.act(dispatcher, followEdition, input)).rejects.toMatchObject({
      code: 'access.not-permitted',
    })
  })
})
