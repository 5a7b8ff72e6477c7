/** The county's phrases and one's own: who may change them, what is refused, and what the log says of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostOwnPhrases } from '#domain/phrases/contract.ts'
import type { OwnPhrase, Phrase } from '#domain/phrases/phrase.ts'
import { newId } from '#platform/ids.ts'
import { openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(() => county.close())

type Listed = { phrases: Phrase[]; version: number; own: OwnPhrase[]; source: { zh: string } }
const listed = async (as: Voice = county.dispatcher): Promise<Listed> =>
  (await as.get('/api/phrases')).body as Listed
const put = (body: object, requestId: string = newId(), as: Voice = county.sysadmin) =>
  as.call('PUT', '/api/phrases', body, { 'idempotency-key': requestId })
const auditOf = (requestId: string) =>
  county.database.rows<{ command: string; actor: string; input: object }>(
    'select command, actor_id as actor, input from platform.audit_entries where request_id = $1',
    [requestId],
  )

describe('the county’s list', () => {
  it('is the shipped one at first, says where it comes from, and is read by every post of the county', async () => {
    const { phrases, version, own, source } = await listed()
    expect(version).toBe(0)
    expect(phrases.length).toBeGreaterThan(60)
    expect(own).toEqual([])
    expect(source.zh).toContain('本系统编写')
    for (const voice of [county.collector, county.acceptor, county.unit, county.sysadmin])
      expect((await listed(voice)).phrases).toEqual(phrases)
    const citizen = await county.as({ username: 'lan', posts: ['citizen'] })
    expect((await citizen.get('/api/phrases')).body).toMatchObject({ code: 'access.not-permitted' })
  })

  it('is changed by the system administrator alone', async () => {
    const { phrases } = await listed()
    const sums = await sumTables(county.database)
    for (const voice of [county.dispatcher, county.shiftLeader])
      expect((await put({ phrases, expectedVersion: 0 }, newId(), voice)).body).toMatchObject({
        code: 'access.not-permitted',
      })
    expect((await county.dispatcher.get('/api/phrases/history')).status).toBe(403)
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is refused with an unknown placeholder, half a brace, a number of somebody, an act that asks for nothing', async () => {
    const [first, ...rest] = (await listed()).phrases
    const sums = await sumTables(county.database)
    const refused = async (changes: object) =>
      (await put({ phrases: [{ ...first, ...changes }, ...rest], expectedVersion: 0 })).body
    expect(await refused({ zh: '请联系{电话}' })).toMatchObject({
      code: 'phrase.placeholder-unknown',
      title: expect.stringContaining('{电话}'),
    })
    expect(await refused({ en: 'at {place' })).toMatchObject({ code: 'phrase.brace-alone' })
    expect(await refused({ zh: '请打 13812345678' })).toMatchObject({ code: 'phrase.number-of-somebody' })
    expect(await refused({ classCode: '01', kind: null })).toMatchObject({
      code: 'phrase.class-without-kind',
    })
    expect(await refused({ id: rest[0]?.id })).toMatchObject({ code: 'phrase.twice' })
    for (const changes of [{ acts: ['fly'] }, { acts: [] }, { zh: '' }, { zh: '长'.repeat(301) }])
      expect(await refused(changes)).toMatchObject({ code: 'request.invalid' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is changed with its audit line and history; sent twice it changes nothing more; over somebody’s change it is refused', async () => {
    const { phrases } = await listed()
    const [first, second, ...rest] = phrases
    const worded = { ...first, zh: '请到现场核实', isRetired: true }
    const body = { phrases: [second, worded, ...rest], expectedVersion: 0 }
    const done = await put(body, 'phrases-once')
    expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200, body: { version: 1 } })
    const sums = await sumTables(county.database)
    expect((await put(body, 'phrases-once')).body).toEqual(done.body)
    expect(await sumTables(county.database)).toEqual(sums)
    expect(await auditOf('phrases-once')).toEqual([
      {
        command: 'phrase.change',
        actor: county.sysadmin.session.id,
        input: { count: phrases.length, expectedVersion: 0 },
      },
    ])
    expect((await listed()).phrases.slice(0, 2)).toEqual([second, worded])
    const { lines } = (await county.sysadmin.get('/api/phrases/history')).body as {
      lines: { changed: Record<string, unknown> }[]
    }
    expect(lines[0]?.changed).toEqual({ [first?.id ?? '']: [first, worded], ORDER: [null, 2] })
    expect((await put(body)).body).toMatchObject({ code: 'phrase.stale-version' })
  })

  it('may be changed by one of two at once', async () => {
    const { phrases, version } = await listed()
    const replies = await Promise.all(
      ['甲', '乙'].map((who) =>
        put({
          phrases: phrases.map((it, n) => (n ? it : { ...it, zh: `${who}改的` })),
          expectedVersion: version,
        }),
      ),
    )
    expect(replies.map((it) => it.status).sort()).toEqual([200, 409])
    expect((await listed()).version).toBe(version + 1)
  })
})

describe('one’s own', () => {
  const keep = (as: Voice, text: string, requestId: string = newId(), act = 'sendBack') =>
    as.call('POST', '/api/own-phrases', { act, text }, { 'idempotency-key': requestId })
  const drop = (as: Voice, id: string, requestId: string = newId()) =>
    as.call('DELETE', `/api/own-phrases/${id}`, undefined, { 'idempotency-key': requestId })

  it('is kept once, seen by nobody else, and its words are not in the audit line', async () => {
    const done = await keep(county.dispatcher, '请补拍{地点}全景', 'keep-once')
    expect(done.status).toBe(200)
    const sums = await sumTables(county.database)
    expect((await keep(county.dispatcher, '请补拍{地点}全景', 'keep-once')).body).toEqual(done.body)
    expect((await keep(county.dispatcher, '请补拍{地点}全景')).body).toMatchObject({
      code: 'phrase.kept-already',
    })
    expect(await sumTables(county.database)).toEqual(sums)
    expect(await auditOf('keep-once')).toMatchObject([{ command: 'phrase.keep', input: { act: 'sendBack' } }])
    expect((await listed()).own).toEqual([{ id: done.body['id'], act: 'sendBack', text: '请补拍{地点}全景' }])
    expect((await listed(county.unit)).own).toEqual([])
  })

  it('is refused without the right, with an unknown placeholder, or with a number of somebody', async () => {
    const citizen = await county.as({ username: 'juan', posts: ['citizen'] })
    const sums = await sumTables(county.database)
    expect((await keep(citizen, '谢谢')).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await keep(county.dispatcher, '{诉求人}来电')).body).toMatchObject({
      code: 'phrase.placeholder-unknown',
    })
    expect((await keep(county.dispatcher, '已联系 13812345678')).body).toMatchObject({
      code: 'phrase.number-of-somebody',
    })
    expect((await keep(county.dispatcher, '某句', newId(), 'fly')).body).toMatchObject({
      code: 'request.invalid',
    })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is removed by whoever keeps it, once, and may then be kept again', async () => {
    const [own] = (await listed()).own
    const id = own?.id ?? ''
    expect((await drop(county.unit, id)).body).toMatchObject({ code: 'phrase.not-yours' })
    expect((await drop(county.dispatcher, id, 'drop-once')).body).toEqual({ id })
    const sums = await sumTables(county.database)
    expect((await drop(county.dispatcher, id, 'drop-once')).body).toEqual({ id })
    expect(await sumTables(county.database)).toEqual(sums)
    expect((await listed()).own).toEqual([])
    expect(await auditOf('drop-once')).toMatchObject([{ command: 'phrase.drop' }])
    expect((await keep(county.dispatcher, '请补拍{地点}全景')).status).toBe(200)
  })

  it('has a number beyond which nobody finds anything', async () => {
    const it = await county.as({ username: 'many', posts: ['dispatcher'] })
    for (let n = 0; n < mostOwnPhrases; n++) expect((await keep(it, `第 ${n} 句`)).status).toBe(200)
    expect((await keep(it, '再来一句')).body).toMatchObject({ code: 'phrase.too-many' })
  })
})

describe('what was written with a phrase', () => {
  it('stays in the log as it was written, whatever becomes of the phrase', async () => {
    const story = await openStory(county)
    await story.takeAll('sendOn')
    const text = '请到迎宾路 12 号核实'
    await story.take('sendBackToAcceptor', { reason: text })
    const { phrases, version } = await listed()
    await put({ phrases: phrases.slice(5), expectedVersion: version })
    const detail = (await county.shiftLeader.get(`/api/cases/${story.id}`)).body as {
      timeline: { action: string; data: { reason?: string } }[]
    }
    expect(detail.timeline.find((it) => it.action === 'sendBackToAcceptor')?.data.reason).toBe(text)
  })
})
