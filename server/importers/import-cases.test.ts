/** History names units that assisted and components: both by the keys of ours, in columns that the mapping states. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Mapping } from '#domain/exchange/mapping.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { createComponent } from '#modules/components/index.ts'
import { aDraft } from '#modules/components/testing.ts'
import { putOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestCounty, type TestCounty } from '../testing/test-county.ts'
import { testAdcode } from '../testing/test-house.ts'
import { importCases } from './import-cases.ts'

const actor = systemActor(testAdcode)
let county: TestCounty
let folder = ''
let lamp = ''
beforeAll(async () => {
  county = await openTestCounty()
  folder = await mkdtemp(join(tmpdir(), 'jingwei-history-'))
  lamp = (await county.act(actor, createComponent, aDraft(county.place))).code
  await county.act(actor, putOrganisations, { organisations: [coded('U1'), coded('U2'), coded('U3')] })
  await county.relay.drain()
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await county.close()
})

const coded = (externalCode: string): Organisation => ({
  id: newId(),
  name: `单位 ${externalCode}`,
  shortName: null,
  kind: 'company',
  creditCode: null,
  externalCode,
  parentId: null,
  areaCodes: [],
  aliases: [],
  isDemonstration: false,
})
const mapping = Mapping.parse({
  name: 'made-up-history',
  noun: 'cases',
  title: { zh: '编的案卷', en: 'made-up cases' },
  source: 'Made up for this test.',
  file: { format: 'csv', encoding: 'utf-8' },
  time: { zone: 'Asia/Shanghai' },
  fields: {
    externalNumber: { column: 'no' },
    state: { constant: 'closed' },
    reportedAt: { column: 'reported', read: 'instant', time: { pattern: 'yyyy-MM-dd HH:mm:ss' } },
    unitCode: { column: 'unit' },
    assistUnitCodes: { column: 'with', between: ['+'] },
    componentCode: { column: 'thing' },
  },
})

it('ties both, refuses an unknown unit, and warns of an unknown component, on a dry run too', async () => {
  const path = join(folder, 'history.csv')
  const lines = [
    'no,reported,unit,with,thing',
    `H1,2025-03-03 09:00:00,U1,U2+U3+U1,${lamp}`,
    'H2,2025-03-03 09:00:00,U1,U2+U9,',
    'H3,2025-03-03 09:00:00,U1,,53012701037999999',
  ]
  await writeFile(path, lines.join('\n'))
  const dry = await importCases(county, actor, path, mapping, { isDryRun: true })
  const report = await importCases(county, actor, path, mapping)
  for (const it of [dry, report]) {
    expect(it.refused.map(({ row, column }) => [row, column])).toEqual([[3, 'with']])
    expect(it.warned.map(({ row, column }) => [row, column])).toEqual([[4, 'thing']])
  }
  const { body } = await county.dispatcher.get('/api/cases?text=H1')
  const [found] = body['cases'] as { id: string }[]
  const shown = await county.dispatcher.get(`/api/cases/${found?.id}`)
  expect(shown.body).toMatchObject({
    componentId: lamp,
    leadUnit: { name: '单位 U1' },
    assistUnits: [{ name: '单位 U2' }, { name: '单位 U3' }],
  })
  expect((await county.verify()).differences).toEqual([])
})
