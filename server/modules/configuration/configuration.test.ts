import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putResponsibilityRules } from '#modules/cases/index.ts'
import { importCatalogue } from '#modules/catalogue/index.ts'
import { aCatalogue } from '#modules/catalogue/testing.ts'
import { createShift, putFrequencies } from '#modules/patrol/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../testing/test-house.ts'
import {
  applyConfiguration,
  packFiles,
  previewConfiguration,
  readConfiguration,
  unpackFiles,
} from './index.ts'

const elsewhere = '530199'
const system = systemActor(testAdcode)
let county: TestCounty
let sysadmin: Voice
let dataAdmin: Voice

beforeAll(async () => {
  county = await openTestCounty()
  sysadmin = county.sysadmin
  dataAdmin = await county.as({ username: 'data', name: '戴数据', posts: ['data_admin'] })
  const { body } = await dataAdmin.get('/api/calendars')
  const office = (body['calendars'] as Record<string, unknown>[]).find((it) => it['code'] === 'office')
  const {
    id: _,
    isShared: __,
    publishedFrom: ___,
    publishedThrough: ____,
    version: _____,
    ...entered
  } = office ?? {}
  const ownDays = [{ date: '2026-06-17', kind: 'off', name: { zh: '县庆', en: 'county day' } }]
  await dataAdmin.call('PUT', '/api/calendars', {
    ...entered,
    organisationId: county.waterCompany,
    ownDays,
    expectedVersion: 0,
  })
  const { settings } = (await sysadmin.get('/api/case-settings')).body as { settings: object }
  await sysadmin.call('PUT', '/api/case-settings', {
    ...settings,
    mostExtensions: 3,
    mergedPosts: { acceptor: ['shift_leader'] },
    expectedVersion: 0,
  })
  const { phrases } = (await sysadmin.get('/api/phrases')).body as { phrases: { zh: string }[] }
  const ownPhrase = { ...phrases[0], id: 'ours', zh: '请到现场看一看', en: null }
  await sysadmin.call('PUT', '/api/phrases', { phrases: [ownPhrase, ...phrases], expectedVersion: 0 })
  await sysadmin.call('PUT', '/api/notice-wordings', {
    wordings: { 'case.close': { zh: '{小类}问题已结案。', en: 'The {class} is closed.' } },
    expectedVersion: 0,
  })
  const content = aCatalogue({ head: { ...aCatalogue().head, label: '本县目录' } })
  await county.act(system, importCatalogue, { content, publishFrom: '2026-01-01' })
  await county.settle()
  await county.act(system, createShift, {
    organisationId: county.lampStation,
    name: '早班',
    mark: '早',
    fromTime: '08:00',
    toTime: '16:00',
    rounds: 1,
  })
  await county.act(system, putFrequencies, {
    frequencies: [{ subject: 'A', timesPerDay: 4, basis: '县办法' }],
  })
  const rule = {
    kind: null,
    classCode: null,
    conditionId: null,
    areaCode: null,
    assistUnitIds: [county.lampStation],
  }
  await county.act(system, putResponsibilityRules, {
    rules: [
      {
        ...rule,
        id: newId(),
        leadUnitId: county.waterCompany,
        basis: '兜底',
        validFrom: '2027-01-01',
        validTo: null,
      },
    ],
  })
})
afterAll(() => county.close())

const filesOf = (adcode: string) =>
  readConfiguration({ db: county.database, adcode, now: county.clock.now() }, '测试')
const withoutManifest = (files: ReadonlyMap<string, string>) =>
  new Map([...files].filter(([name]) => name !== 'configuration.json'))
const apply = (adcode: string, files: ReadonlyMap<string, string>) =>
  applyConfiguration({ house: county, actor: systemActor(adcode), adcode, files })
const auditOf = (adcode: string): Promise<{ section: string; changed: number }[]> =>
  county.database.rows(
    `select output->>'section' as section, (output->>'changed')::int as changed from platform.audit_entries
     where adcode = $1 and command = 'configuration.import'`,
    [adcode],
  )
const edited = async (file: string, change: (document: Record<string, unknown>) => unknown) => {
  const files = new Map(await filesOf(testAdcode))
  files.set(file, JSON.stringify(change(JSON.parse(files.get(file) ?? '{}'))))
  return files
}

describe('the files', () => {
  test('hold every section readably, without ids of this installation, accounts or telephone numbers', async () => {
    const files = await filesOf(testAdcode)
    expect([...files.keys()]).toEqual([
      'configuration.json',
      'organisations.json',
      'calendars.json',
      'catalogue.json',
      'case-settings.json',
      'responsibility.json',
      'shifts.json',
      'patrol-frequency.json',
      'phrases.json',
      'notices.json',
    ])
    const text = [...withoutManifest(files).values()].join('\n')
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect(text).not.toMatch(/password|argon2|1[3-9]\d{9}/)
    expect(JSON.parse(files.get('responsibility.json') ?? '')).toMatchObject({
      rules: expect.arrayContaining([
        expect.objectContaining({ classCode: '01037', leadUnit: '路灯管理所', validFrom: null }),
        expect.objectContaining({
          leadUnit: '供水公司',
          assistUnits: ['路灯管理所'],
          validFrom: '2027-01-01',
        }),
      ]),
    })
    expect(await filesOf(testAdcode)).toEqual(files)
    expect(unpackFiles(packFiles(files))).toEqual(files)
  })

  test('imported again change nothing, and the log says so', async () => {
    const files = await filesOf(testAdcode)
    const results = await apply(testAdcode, files)
    expect(results.map((it) => [it.name, it.outcome])).toEqual(results.map((it) => [it.name, 'unchanged']))
    expect((await auditOf(testAdcode)).every((it) => it.changed === 0)).toBe(true)
    expect(await filesOf(testAdcode)).toEqual(files)
  })

  test('brought into an empty county come out of it the same', async () => {
    const files = await filesOf(testAdcode)
    const results = await apply(elsewhere, files)
    expect(results.filter((it) => it.outcome !== 'done')).toEqual([])
    expect(withoutManifest(await filesOf(elsewhere))).toEqual(withoutManifest(files))
    const again = await apply(elsewhere, files)
    expect(again.filter((it) => it.outcome !== 'unchanged')).toEqual([])
    const lines = await auditOf(elsewhere)
    expect(lines.filter((it) => it.changed > 0)).toHaveLength(results.length)
    expect(lines.filter((it) => it.changed === 0)).toHaveLength(results.length)
  })
})

describe('the difference', () => {
  test('is shown section by section, writes nothing, and is what the import then does', async () => {
    const files = await edited('case-settings.json', (it) => ({ ...it, mostExtensions: 7 }))
    const sums = await sumTables(county.database)
    const asked = { db: county.database, adcode: testAdcode, now: county.clock.now() }
    const { sections, findings } = await previewConfiguration(asked, system, files)
    expect(findings).toEqual([])
    expect(
      sections.flatMap((it) => it.changes.map((change) => [it.name, change.key, change.fields])),
    ).toEqual([['case-settings', 'mostExtensions', [{ path: '', before: '3', after: '7' }]]])
    expect(await sumTables(county.database)).toEqual(sums)
    const results = await apply(testAdcode, files)
    expect(results.filter((it) => it.outcome === 'done').map((it) => it.name)).toEqual(['case-settings'])
    expect((await sysadmin.get('/api/case-settings')).body).toMatchObject({ settings: { mostExtensions: 7 } })
  })

  test('a rule that the files leave out ends, a changed one is followed by another', async () => {
    const files = await edited('responsibility.json', () => ({
      rules: [
        {
          kind: 'component',
          classCode: '01037',
          condition: null,
          areaCode: null,
          leadUnit: '供水公司',
          assistUnits: [],
          basis: '改由供水公司负责',
          validFrom: null,
          validTo: null,
        },
      ],
    }))
    const before = new Map(await filesOf(testAdcode))
    await apply(testAdcode, files)
    const rules = JSON.parse((await filesOf(testAdcode)).get('responsibility.json') ?? '') as {
      rules: unknown[]
    }
    expect(rules.rules).toMatchObject([{ leadUnit: '供水公司', basis: '改由供水公司负责' }])
    const kept = await county.database.rows(
      `select basis, valid_from as "validFrom", valid_to as "validTo" from cases.responsibility_rules
       where adcode = $1 order by valid_from`,
      [testAdcode],
    )
    expect(kept[0]).toMatchObject({
      basis: '路灯归路灯管理所',
      validTo: kept[1] && (kept[1] as { validFrom: string }).validFrom,
    })
    await apply(testAdcode, before)
    expect(withoutManifest(await filesOf(testAdcode))).toEqual(withoutManifest(before))
  })
})

describe('phrases and notices', () => {
  type File = { phrases: { zh: string }[] }
  const change = async (to: (phrases: File['phrases']) => File['phrases']) => {
    const files = await edited('phrases.json', (it) => ({ phrases: to((it as unknown as File).phrases) }))
    const asked = { db: county.database, adcode: testAdcode, now: county.clock.now() }
    const { sections } = await previewConfiguration(asked, system, files)
    await apply(testAdcode, files)
    return sections.find((it) => it.name === 'phrases')?.changes
  }
  const phrases = async () =>
    (await county.dispatcher.get('/api/phrases')).body['phrases'] as { id: string; zh: string }[]

  test('a phrase put on top is one more and another order; those that stay are the ones they were', async () => {
    const before = await phrases()
    const changes = await change(([first, ...rest]) =>
      first ? [{ ...first, zh: '新的第一句' }, first, ...rest] : [],
    )
    expect(changes?.map((it) => it.change)).toEqual(['added', 'changed'])
    const [added, ...stayed] = await phrases()
    expect(added?.zh).toBe('新的第一句')
    expect(stayed).toEqual(before)
    const gone = await change((all) => all.slice(1))
    expect(gone?.map((it) => it.change).sort()).toEqual(['changed', 'ended'])
    expect(await phrases()).toEqual(before)
  })

  test('a notice that the files leave out is told as it ships; a wrong placeholder refuses the section alone', async () => {
    const before = await filesOf(testAdcode)
    const wrong = await edited('notices.json', () => ({ merged: { zh: '{诉求人}', en: 'you' } }))
    const results = await apply(testAdcode, wrong)
    expect(results.filter((it) => it.outcome === 'refused')).toMatchObject([
      { name: 'notices', reason: { zh: expect.stringContaining('{诉求人}') } },
    ])
    await apply(testAdcode, await edited('notices.json', () => ({})))
    expect((await sysadmin.get('/api/notice-wordings')).body).toMatchObject({ wordings: {} })
    await apply(testAdcode, before)
    expect(withoutManifest(await filesOf(testAdcode))).toEqual(withoutManifest(before))
  })
})

test('hours of several shifts change in one act', async () => {
  const shift = { organisation: '路灯管理所', rounds: 1 }
  const day = { ...shift, name: '早班', mark: '早', fromTime: '08:00', toTime: '16:00' }
  const late = { ...shift, name: '晚班', mark: '晚', fromTime: '16:00', toTime: '23:00' }
  const outcome = async (shifts: object[]) =>
    (await apply(testAdcode, await edited('shifts.json', () => ({ shifts })))).find(
      (it) => it.name === 'shifts',
    )
  expect(await outcome([day, late])).toMatchObject({ outcome: 'done', changed: 1 })
  const changed = [
    { ...day, toTime: '15:00' },
    { ...late, fromTime: '15:00' },
  ]
  expect(await outcome(changed)).toMatchObject({ outcome: 'done', changed: 2 })
  expect(await outcome(changed)).toMatchObject({ outcome: 'unchanged' })
})

describe('what is wrong', () => {
  const findingsOf = async (files: ReadonlyMap<string, string>) =>
    (
      await previewConfiguration(
        { db: county.database, adcode: testAdcode, now: county.clock.now() },
        system,
        files,
      )
    ).findings

  test('is told with file and path: unknown keys at any depth, wrong values, broken text, strange files', async () => {
    const deep = await edited('catalogue.json', (it) => {
      const [first, ...rest] = it['classes'] as { conditions: object[] }[]
      return {
        ...it,
        classes: [{ ...first, conditions: [{ ...first?.conditions[0], colour: 'red' }] }, ...rest],
      }
    })
    expect(await findingsOf(deep)).toMatchObject([{ file: 'catalogue.json', path: 'classes.0.conditions.0' }])
    const nested = await edited('calendars.json', (it) => {
      const [first] = it['calendars'] as { name: object }[]
      return { calendars: [{ ...first, name: { ...first?.name, fr: 'bureau' } }] }
    })
    expect(await findingsOf(nested)).toMatchObject([{ file: 'calendars.json', path: 'calendars.0.name.fr' }])
    const wrong = await edited('case-settings.json', (it) => ({ ...it, yellowShare: 3 }))
    expect(await findingsOf(wrong)).toMatchObject([{ file: 'case-settings.json', path: 'yellowShare' }])
    const strange = new Map(await filesOf(testAdcode)).set('people.json', '[]').set('shifts.json', '{')
    expect((await findingsOf(strange)).map((it) => it.file).sort()).toEqual(['people.json', 'shifts.json'])
  })

  test('one fault, and nothing of the files is imported', async () => {
    const files = (await edited('case-settings.json', (it) => ({ ...it, mostExtensions: 9 }))).set(
      'shifts.json',
      '{',
    )
    const sums = await sumTables(county.database)
    await expect(apply(testAdcode, files)).rejects.toMatchObject({ code: 'configuration.faulty' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  test('a unit that nobody knows refuses its section alone', async () => {
    const files = await edited('shifts.json', (it) => {
      const [first] = it['shifts'] as object[]
      return { shifts: [{ ...first, organisation: '没有这个单位' }] }
    })
    const results = await apply(testAdcode, files)
    expect(results.find((it) => it.name === 'shifts')).toMatchObject({
      outcome: 'refused',
      reason: { zh: expect.stringContaining('没有这个单位') },
    })
    expect(results.filter((it) => it.outcome === 'refused')).toHaveLength(1)
  })
})

describe('over HTTP', () => {
  const send = async (voice: Voice, path: string, files: ReadonlyMap<string, string>, key = newId()) => {
    const boundary = 'a-boundary-for-tests'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.zip"\r\n\r\n`
    const reply = await county.app.inject({
      method: 'POST',
      url: path,
      payload: Buffer.concat([Buffer.from(head), packFiles(files), Buffer.from(`\r\n--${boundary}--\r\n`)]),
      headers: {
        authorization: `Bearer ${voice.token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': key,
      },
    })
    return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
  }
  type Results = { name: string; outcome: string }[]

  test('is refused without the right, and each section needs that of its module', async () => {
    const files = await edited('case-settings.json', (it) => ({ ...it, mostExtensions: 5 }))
    expect((await send(county.dispatcher, '/api/configuration/apply', files)).status).toBe(403)
    expect((await county.dispatcher.get('/api/configuration')).status).toBe(403)
    const { body } = await send(dataAdmin, '/api/configuration/apply', files)
    const outcomes = new Map((body['results'] as Results).map((it) => [it.name, it.outcome]))
    expect(outcomes.get('case-settings')).toBe('refused')
    expect(outcomes.get('catalogue')).toBe('unchanged')
  })

  test('imports the chosen sections once, also when sent twice', async () => {
    const files = await edited('case-settings.json', (it) => ({ ...it, mostExtensions: 6 }))
    const key = newId()
    const path = '/api/configuration/apply?sections=case-settings'
    const first = await send(sysadmin, path, files, key)
    expect((first.body['results'] as Results).filter((it) => it.outcome !== 'left-out')).toMatchObject([
      { name: 'case-settings', outcome: 'done', changed: 1 },
    ])
    const version = (await sysadmin.get('/api/case-settings')).body['version']
    expect((await send(sysadmin, path, files, key)).body).toEqual(first.body)
    expect((await sysadmin.get('/api/case-settings')).body['version']).toBe(version)
  })

  test('imports nothing over what changed since it was looked at', async () => {
    const files = await edited('case-settings.json', (it) => ({ ...it, mostExtensions: 7 }))
    const { body } = await send(sysadmin, '/api/configuration/preview', files)
    const sections = body['sections'] as { name: string; state: string }[]
    const seen = sections.map((it) => `${it.name}:${it.state}`).join(',')
    // Somebody else was quicker.
    const other = await edited('case-settings.json', (it) => ({ ...it, mostExtensions: 8 }))
    await send(sysadmin, '/api/configuration/apply?sections=case-settings', other)
    const path = `/api/configuration/apply?sections=case-settings,shifts&seen=${seen}`
    const refused = (await send(sysadmin, path, files)).body['results'] as Results
    expect(refused.find((it) => it.name === 'case-settings')).toMatchObject({
      outcome: 'refused',
      reason: { zh: expect.stringContaining('重新查看') },
    })
    expect((await sysadmin.get('/api/case-settings')).body).toMatchObject({ settings: { mostExtensions: 8 } })
    const again = await send(sysadmin, '/api/configuration/preview', files)
    const fresh = (again.body['sections'] as typeof sections).map((it) => `${it.name}:${it.state}`).join(',')
    const done = await send(sysadmin, `/api/configuration/apply?sections=case-settings&seen=${fresh}`, files)
    expect((done.body['results'] as Results).find((it) => it.name === 'case-settings')).toMatchObject({
      outcome: 'done',
    })
  })

  test('sends the archive that it reads', async () => {
    const reply = await county.app.inject({
      method: 'GET',
      url: '/api/configuration',
      headers: { authorization: `Bearer ${sysadmin.token}` },
    })
    const files = unpackFiles(new Uint8Array(reply.rawPayload))
    expect(withoutManifest(files)).toEqual(withoutManifest(await filesOf(testAdcode)))
    const { body } = await send(sysadmin, '/api/configuration/preview', files)
    expect((body['sections'] as { changes: unknown[] }[]).every((it) => it.changes.length === 0)).toBe(true)
  })
})
