import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CatalogueContent } from '#domain/catalogue/catalogue.ts'
import { differenceOf } from '#domain/catalogue/difference.ts'
import { type DraftRow, toDraftClass, toDraftHead } from '#domain/catalogue/draft.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse } from '../../../testing/test-house.ts'
import { findDraftDifference } from '../draft-content.ts'
import { findDraft, findDraftRows, getDraft } from '../draft-store.ts'
import { findConditions, getContent } from '../queries/find-classes.ts'
import { findVersion } from '../queries/find-versions.ts'
import { showDifference } from '../queries/show-difference.ts'
import { showDraftCheck, showDraftClass, showDraftTree } from '../queries/show-draft.ts'
import { aCatalogue } from '../testing.ts'
import { beginDraft } from './begin-draft.ts'
import { discardDraft } from './discard-draft.ts'
import { importCatalogue } from './import-catalogue.ts'
import { moveDraft } from './move-draft.ts'
import { publishDraft } from './publish-draft.ts'
import { readCatalogueNews } from './read-catalogue-news.ts'
import { saveDraftRow } from './save-draft-row.ts'
import { undoDraftRow } from './undo-draft-row.ts'

let house: TestHouse
const national: CatalogueContent = {
  ...aCatalogue(),
  head: { ...aCatalogue().head, series: 'national', owner: 'national', label: '国家目录' },
  classes: ['路灯', '地灯'].map((name, index) => ({
    kind: 'component',
    code: `0103${7 + index}`,
    majorCode: '01',
    name,
    nameEn: '',
    componentCode: null,
    synonyms: [],
  })),
  conditions: [],
}
beforeAll(async () => {
  house = await openTestHouse()
  const system = systemActor('990000')
  for (const content of [national, aCatalogue()])
    await house.act(system, importCatalogue, { content, isShared: true, publishFrom: '2020-01-01' })
})
afterAll(() => house.close())

const admin = (adcode: string, name = '数据管理员'): Actor => ({
  ...systemActor(adcode),
  id: newId(),
  name,
  permissions: new Set(['catalogue.manage', 'catalogue.read']),
})
const nobody = (adcode: string): Actor => ({ ...admin(adcode), permissions: new Set() })
const lines = (adcode: string, command: { name: string }): Promise<{ subject_id: string }[]> =>
  house.database.rows('select subject_id from platform.audit_entries where adcode = $1 and command = $2', [
    adcode,
    command.name,
  ])
const context = (actor: Actor) => ({
  actor,
  db: house.database,
  now: house.clock.now(),
  sealer: house.sealer,
})

const [lampClass] = aCatalogue().classes
if (!lampClass) throw new Error('the small catalogue has a class')
const lamp = toDraftClass(lampClass, aCatalogue().conditions)
const lampRow = (changes: Partial<typeof lamp> | null): DraftRow => ({
  what: 'class',
  kind: 'component',
  code: '01037',
  content: changes && { ...lamp, ...changes },
})
const withWord = (word: string) => lampRow({ synonyms: [...lamp.synonyms, word] })

async function begun(adcode: string): Promise<{ actor: Actor; id: string }> {
  const actor = admin(adcode)
  const { id } = await house.act(actor, beginDraft, {})
  return { actor, id }
}

describe('beginDraft', () => {
  test('is refused without the right', async () => {
    await expect(house.act(nobody('990101'), beginDraft, {})).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await lines('990101', beginDraft)).toEqual([])
  })

  test('does it once, also when sent twice, and writes one audit line', async () => {
    const actor = admin('990102')
    const options = { requestId: newId() }
    const first = await house.act(actor, beginDraft, {}, options)
    expect(await house.act(actor, beginDraft, {}, options)).toEqual(first)
    expect(first.rows).toBe(0)
    expect(await lines('990102', beginDraft)).toEqual([{ subject_id: first.id }])
    expect((await findDraftDifference(house.database, '990102', first.id)).changes).toEqual([])
  })

  test('refuses a second open draft, also of two who begin at once', async () => {
    const results = await Promise.allSettled([1, 2].map(() => house.act(admin('990103'), beginDraft, {})))
    expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(house.act(admin('990103'), beginDraft, {})).rejects.toMatchObject({
      code: 'catalogue-draft.open-already',
    })
  })

  test('begins with what an imported workbook says, row by row', async () => {
    const actor = admin('990104')
    const content = aCatalogue({
      conditions: aCatalogue().conditions.map((it) => ({ ...it, limitText: '三天' })),
    })
    const { versionId } = await house.act(actor, importCatalogue, { content })
    const { id, rows } = await house.act(actor, beginDraft, { importedId: versionId })
    expect(rows).toBe(1)
    const { changes } = await findDraftDifference(house.database, '990104', id)
    expect(changes).toMatchObject([
      { what: 'condition', fields: [{ field: 'limitText', before: '2天', after: '三天' }] },
    ])
  })

  test('another county’s draft is none', async () => {
    const { id } = await begun('990105')
    expect(await findDraft(house.database, '990106', id)).toBeUndefined()
    await expect(
      house.act(admin('990106'), saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 }),
    ).rejects.toMatchObject({ code: 'catalogue-draft.not-found' })
  })
})

describe('saveDraftRow', () => {
  test('is refused without the right', async () => {
    const { id } = await begun('990111')
    await expect(
      house.act(nobody('990111'), saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await lines('990111', saveDraftRow)).toEqual([])
  })

  test('changes the draft once, also when sent twice, and nothing that is published', async () => {
    const { actor, id } = await begun('990112')
    const { baseId } = await getDraft(house.database, '990112', id)
    const before = await getContent(house.database, baseId)
    const input = { id, row: withWord('黑灯'), expectedVersion: 0 }
    const options = { requestId: newId() }
    const first = await house.act(actor, saveDraftRow, input, options)
    expect(await house.act(actor, saveDraftRow, input, options)).toEqual(first)
    expect(first).toEqual({ key: 'class component 01037', rowVersion: 1 })
    expect(await lines('990112', saveDraftRow)).toEqual([{ subject_id: id }])
    const { changes } = await findDraftDifference(house.database, '990112', id)
    expect(changes).toMatchObject([{ what: 'class', fields: [{ field: 'synonyms' }] }])
    expect(await getContent(house.database, baseId)).toEqual(before)
  })

  test('refuses who has not seen what another saved, and names the other', async () => {
    const { id } = await begun('990113')
    await house.act(admin('990113', '钱一'), saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 })
    await expect(
      house.act(admin('990113', '孙二'), saveDraftRow, { id, row: withWord('灯灭'), expectedVersion: 0 }),
    ).rejects.toMatchObject({ code: 'catalogue-draft.stale-row', details: { by: '钱一' } })
    await house.act(admin('990113', '孙二'), saveDraftRow, { id, row: withWord('灯灭'), expectedVersion: 1 })
    expect([
      ...(await findDraftRows(house.database, await getDraft(house.database, '990113', id))).values(),
    ]).toMatchObject([{ version: 2, changedByName: '孙二' }])
  })

  test('two rows saved at once both stay', async () => {
    const { actor, id } = await begun('990114')
    const other: DraftRow = {
      ...withWord('黑灯'),
      code: '01999',
      content: { ...lamp, name: '便民驿站' },
    } as DraftRow
    await Promise.all(
      [withWord('黑灯'), other].map((row) => house.act(actor, saveDraftRow, { id, row, expectedVersion: 0 })),
    )
    const draft = await getDraft(house.database, '990114', id)
    expect([...(await findDraftRows(house.database, draft)).keys()]).toEqual([
      'class component 01037',
      'class component 01999',
    ])
  })

  test('refuses what the national list rules, and cites the clause', async () => {
    const { actor, id } = await begun('990115')
    const save = (row: DraftRow) => house.act(actor, saveDraftRow, { id, row, expectedVersion: 0 })
    await expect(save(lampRow({ name: '照明灯' }))).rejects.toMatchObject({
      code: 'catalogue-draft.ruled',
      sentence: { zh: expect.stringContaining('附录 A') },
    })
    await expect(save({ ...lampRow({ name: '驿站' }), code: '01200' } as DraftRow)).rejects.toMatchObject({
      code: 'catalogue-draft.ruled',
      sentence: { zh: expect.stringContaining('倒排') },
    })
  })

  test('what is put back to what it was is no change any more', async () => {
    const { actor, id } = await begun('990116')
    await house.act(actor, saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 })
    await house.act(actor, saveDraftRow, { id, row: lampRow({}), expectedVersion: 1 })
    expect((await findDraftDifference(house.database, '990116', id)).changes).toEqual([])
    await house.act(actor, saveDraftRow, { id, row: withWord('灯灭'), expectedVersion: 2 })
    expect((await findDraftDifference(house.database, '990116', id)).changes).toHaveLength(1)
  })
})

describe('undoDraftRow', () => {
  test('is refused without the right, takes a row back once, and keeps the others', async () => {
    const { actor, id } = await begun('990121')
    const head = { ...toDraftHead(aCatalogue().head), label: '嵩明县目录' }
    await house.act(actor, saveDraftRow, { id, row: { what: 'head', content: head }, expectedVersion: 0 })
    await house.act(actor, saveDraftRow, { id, row: lampRow(null), expectedVersion: 0 })
    const input = { id, key: 'class component 01037', expectedVersion: 1 }
    await expect(house.act(nobody('990121'), undoDraftRow, input)).rejects.toMatchObject({
      kind: 'forbidden',
    })
    const options = { requestId: newId() }
    const first = await house.act(actor, undoDraftRow, input, options)
    expect(await house.act(actor, undoDraftRow, input, options)).toEqual(first)
    expect(await lines('990121', undoDraftRow)).toHaveLength(1)
    const { changes } = await findDraftDifference(house.database, '990121', id)
    expect(changes.map((it) => it.what)).toEqual(['head'])
    await expect(
      house.act(actor, undoDraftRow, { ...input, key: 'class matter 06001' }),
    ).rejects.toMatchObject({
      code: 'catalogue-draft.stale-row',
    })
  })
})

test('what was undone may be said again by somebody who never saw it', async () => {
  const { actor, id } = await begun('990122')
  await house.act(actor, saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 })
  await house.act(actor, undoDraftRow, { id, key: 'class component 01037', expectedVersion: 1 })
  const again = await house.act(actor, saveDraftRow, { id, row: withWord('灯灭'), expectedVersion: 0 })
  expect(again.rowVersion).toBe(3)
})

describe('discardDraft', () => {
  test('is refused without the right, ends the draft once, keeps its rows, and lets another begin', async () => {
    const { actor, id } = await begun('990131')
    await house.act(actor, saveDraftRow, { id, row: lampRow(null), expectedVersion: 0 })
    await expect(house.act(nobody('990131'), discardDraft, { id })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    const options = { requestId: newId() }
    const first = await house.act(actor, discardDraft, { id }, options)
    expect(await house.act(actor, discardDraft, { id }, options)).toEqual(first)
    expect(await lines('990131', discardDraft)).toHaveLength(1)
    const draft = await getDraft(house.database, '990131', id)
    expect(draft.state).toBe('discarded')
    expect((await findDraftRows(house.database, draft)).size).toBe(1)
    await expect(
      house.act(actor, saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 }),
    ).rejects.toMatchObject({ code: 'catalogue-draft.not-open' })
    expect((await house.act(actor, beginDraft, {})).id).not.toBe(id)
  })
})

describe('publishDraft', () => {
  const today = '2026-06-15'

  test('is refused without the right, unchanged, with faults, and from a day that is past', async () => {
    const { actor, id } = await begun('990141')
    const publish = (by: Actor, validFrom = today) => house.act(by, publishDraft, { id, validFrom, note: '' })
    await expect(publish(nobody('990141'))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(publish(actor)).rejects.toMatchObject({ code: 'catalogue-draft.unchanged' })
    const [condition] = lamp.conditions
    if (!condition) throw new Error('the lamp has a condition')
    const faulty = lampRow({ conditions: [{ ...condition, closingText: '' }] })
    await house.act(actor, saveDraftRow, { id, row: faulty, expectedVersion: 0 })
    await expect(publish(actor)).rejects.toMatchObject({
      code: 'catalogue-draft.faulty',
      details: { count: 1, findings: [{ rule: 'closing-text-missing', code: '01037', ordinal: 1 }] },
    })
    await house.act(actor, saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 1 })
    await expect(publish(actor, '2026-06-14')).rejects.toMatchObject({ code: 'catalogue-draft.too-early' })
    expect(await lines('990141', publishDraft)).toEqual([])
  })

  test('makes the next edition once, in force from its day, and leaves the edition before as it was', async () => {
    const { actor, id } = await begun('990142')
    const { baseId } = await getDraft(house.database, '990142', id)
    const before = await findConditions(house.database, baseId)
    await house.act(actor, saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 })
    const draftSays = await showDifference.run(context(actor), { from: baseId, to: id })
    const input = { id, validFrom: '2026-07-01', note: '补充俗称' }
    const options = { requestId: newId() }
    const first = await house.act(actor, publishDraft, input, options)
    expect(await house.act(actor, publishDraft, input, options)).toEqual(first)
    expect(await lines('990142', publishDraft)).toEqual([{ subject_id: id }])
    expect(await findVersion(house.database, first.versionId)).toMatchObject({
      adcode: '990142',
      edition: 1,
      state: 'published',
      validFrom: '2026-07-01',
    })
    expect(await findConditions(house.database, baseId)).toEqual(before)
    const published = await showDifference.run(context(actor), { from: baseId, to: first.versionId })
    expect(published.changes).toEqual(draftSays.changes)
    expect((await showDifference.run(context(actor), { from: first.versionId, to: id })).changes).toEqual([])
  })

  test('is refused on an edition that another has followed, and goes on when it was moved there', async () => {
    const adcode = '990143'
    const { actor, id } = await begun(adcode)
    await house.act(actor, saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 })
    const content = aCatalogue({ head: { ...aCatalogue().head, label: '县目录' } })
    const other = await house.act(actor, importCatalogue, { content, publishFrom: '2026-06-20' })
    const publish = (validFrom: string) => house.act(actor, publishDraft, { id, validFrom, note: '' })
    await expect(publish('2026-07-01')).rejects.toMatchObject({ code: 'catalogue-draft.outdated' })
    await expect(house.act(nobody(adcode), moveDraft, { id })).rejects.toMatchObject({ kind: 'forbidden' })
    const options = { requestId: newId() }
    expect(await house.act(actor, moveDraft, { id }, options)).toEqual({ id, baseId: other.versionId })
    await house.act(actor, moveDraft, { id }, options)
    expect(await lines(adcode, moveDraft)).toHaveLength(1)
    await expect(publish('2026-06-20')).rejects.toMatchObject({ code: 'catalogue.valid-from-too-early' })
    expect(await publish('2026-06-21')).toMatchObject({ edition: 2 })
    expect(await findVersion(house.database, other.versionId)).toMatchObject({ validTo: '2026-06-21' })
  })
})

describe('what the editor reads', () => {
  test('the tree tells what became of each class, and what the national list has besides', async () => {
    const { actor, id } = await begun('990151')
    const own = { ...lampRow({ name: '便民驿站', conditions: [] }), code: '01999' } as DraftRow
    await house.act(actor, saveDraftRow, { id, row: own, expectedVersion: 0 })
    await house.act(actor, saveDraftRow, { id, row: lampRow(null), expectedVersion: 0 })
    const tree = await showDraftTree.run(context(actor), { id })
    expect(tree.classes.map((it) => [it.code, it.state, it.isNational])).toEqual([
      ['01037', 'off', true],
      ['01038', 'available', true],
      ['01999', 'added', false],
    ])
    expect(tree.majors).toMatchObject([{ code: '01', state: 'same', nextCode: '01998' }])
  })

  test('a class tells before and after and its faults, and the check tells all of them', async () => {
    const { actor, id } = await begun('990152')
    const [condition] = lamp.conditions
    if (!condition) throw new Error('the lamp has a condition')
    const row = lampRow({ conditions: [{ ...condition, filingText: '' }] })
    await house.act(actor, saveDraftRow, { id, row, expectedVersion: 0 })
    const shown = await showDraftClass.run(context(actor), { id, kind: 'component', code: '01037' })
    expect(shown).toMatchObject({
      before: { conditions: [{ filingText: '单盏灯不亮' }] },
      after: { conditions: [{ filingText: '' }] },
      national: { name: '路灯' },
      rowVersion: 1,
      isChanged: true,
      changedByName: '数据管理员',
      findings: [{ rule: 'filing-text-missing' }],
    })
    const check = await showDraftCheck.run(context(actor), { id })
    expect(check).toMatchObject({ earliest: '2026-06-15', hasNationalList: true, changes: { changed: 1 } })
    expect(check.findings.filter((it) => it.severity === 'fault')).toHaveLength(1)
  })

  test('a draft’s difference is not for who only reads catalogues', async () => {
    const { actor, id } = await begun('990153')
    const { baseId } = await getDraft(house.database, '990153', id)
    const reader = { ...actor, permissions: new Set(['catalogue.read']) }
    await expect(showDifference.run(context(reader), { from: baseId, to: id })).rejects.toMatchObject({
      code: 'catalogue.not-found',
    })
    expect(
      differenceOf(await getContent(house.database, baseId), await getContent(house.database, baseId)),
    ).toEqual([])
  })
})

describe('readCatalogueNews', () => {
  test('is refused without the right and for an edition of another county, and is kept once', async () => {
    const { actor, id } = await begun('990161')
    await house.act(actor, saveDraftRow, { id, row: withWord('黑灯'), expectedVersion: 0 })
    const { versionId } = await house.act(actor, publishDraft, { id, validFrom: '2026-07-01', note: '' })
    await expect(house.act(nobody('990161'), readCatalogueNews, { versionId })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await expect(house.act(admin('990162'), readCatalogueNews, { versionId })).rejects.toMatchObject({
      code: 'catalogue.not-found',
    })
    const options = { requestId: newId() }
    const first = await house.act(actor, readCatalogueNews, { versionId }, options)
    expect(await house.act(actor, readCatalogueNews, { versionId }, options)).toEqual(first)
    expect(await lines('990161', readCatalogueNews)).toHaveLength(1)
  })
})
