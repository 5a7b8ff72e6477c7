/**
 * Notes on a case: whoever may see the case reads and writes them, a citizen never; a mention reaches exactly those
 * who may see the case; what was withdrawn stays visible as withdrawn, and what it said is told to nobody.
 */
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseNote } from '#domain/cases/note-contract.ts'
import { documentTypes } from '#domain/evidence/document.ts'
import { newId } from '#platform/ids.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, photoForm, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let citizen: Voice
let story: CaseStory
beforeAll(async () => {
  county = await openTestCounty()
  citizen = await county.as({ username: 'gong', name: '公众人', posts: ['citizen'] })
  story = await openStory(county)
  await story.takeAll('sendOn', 'file', 'dispatch')
})
afterAll(() => county.close())

const write = (as: Voice, body: object, key: string = newId(), id = story.id) =>
  as.post(`/api/cases/${id}/notes`, body, { 'idempotency-key': key })
const notes = async (as: Voice, id = story.id) =>
  (await as.get(`/api/cases/${id}/notes`)).body['notes'] as CaseNote[]
const mentions = async (as: Voice) =>
  (await as.get('/api/case-mentions')).body as { unread: number; mentions: Record<string, unknown>[] }
const names = async (as: Voice) =>
  ((await as.get(`/api/cases/${story.id}/mentionable`)).body['people'] as { name: string }[]).map(
    (it) => it.name,
  )

const upload = async (voice: Voice, content: Buffer, name: string, key: string = newId()) => {
  const form = photoForm(content, 'application/octet-stream')
  const payload = Buffer.from(form.payload.toString('latin1').replace('photo.jpg', name), 'latin1')
  const reply = await county.app.inject({
    method: 'POST',
    url: '/api/documents',
    payload,
    headers: { ...form.headers, authorization: `Bearer ${voice.token}`, 'idempotency-key': key },
  })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}
const auditOf = (requestId: string) =>
  county.database.rows<{ command: string; subject_id: string }>(
    'select command, subject_id from platform.audit_entries where request_id = $1',
    [requestId],
  )
const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n%${text}\n%%EOF\n`)
const office = (kind: 'docx' | 'xlsx', more: Record<string, Uint8Array> = {}): Buffer => {
  const bytes = (it: string): Uint8Array => new TextEncoder().encode(it)
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': bytes(
        `<Types><Override ContentType="${documentTypes[kind]}.main+xml"/></Types>`,
      ),
      [kind === 'docx' ? 'word/document.xml' : 'xl/workbook.xml']: bytes('<x/>'),
      ...more,
    }),
  )
}

describe('a note', () => {
  it('is neither written nor read by those who may not see the case, nor by a citizen, even its reporter', async () => {
    const reported = await openStory(county, { as: citizen, report: { source: 'citizen_app' } })
    const before = await sumTables(county.database)
    expect((await write(citizen, { text: '内部' })).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await citizen.get(`/api/cases/${reported.id}/notes`)).body).toMatchObject({
      code: 'access.not-permitted',
    })
    for (const stranger of [county.otherUnit, county.otherChecker]) {
      expect((await write(stranger, { text: '路过' })).body).toMatchObject({ code: 'case.unknown' })
      for (const path of ['notes', 'mentionable'])
        expect((await stranger.get(`/api/cases/${story.id}/${path}`)).body).toMatchObject({
          code: 'case.unknown',
        })
    }
    expect((await write(county.unit, { text: '  ' })).body).toMatchObject({ code: 'request.invalid' })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('is written with an audit line and seen by unit and centre; sent twice it is one', async () => {
    const first = await write(county.unit, { text: '灯杆在围挡内，需要钥匙' }, 'note-once')
    expect(first.status).toBe(200)
    const before = await sumTables(county.database)
    expect((await write(county.unit, { text: '灯杆在围挡内，需要钥匙' }, 'note-once')).body).toEqual(
      first.body,
    )
    expect(await sumTables(county.database)).toEqual(before)
    expect(await auditOf('note-once')).toEqual([{ command: 'case-note.write', subject_id: story.id }])
    for (const reader of [county.dispatcher, county.unit, county.collector])
      expect(await notes(reader)).toMatchObject([
        {
          id: first.body['id'],
          text: '灯杆在围挡内，需要钥匙',
          organisationName: '路灯管理所',
          withdrawnAt: null,
        },
      ])
    // A note is no step of the case.
    expect((await story.show()).version).toBe(4)
  })

  it('mentions whoever may see the case and nobody else', async () => {
    expect(await names(county.dispatcher)).toEqual(
      expect.arrayContaining(['邓路灯', '魏采集', '闵受理', '张领导']),
    )
    for (const name of ['水供应', '公众人', '云核查', '鲍派遣'])
      expect(await names(county.dispatcher)).not.toContain(name)
    const before = await sumTables(county.database)
    for (const wrong of [county.otherUnit, citizen])
      expect(
        (
          await write(county.dispatcher, {
            text: '请看',
            mentionedIds: [county.unit.session.id, wrong.session.id],
          })
        ).body,
      ).toMatchObject({ code: 'case-note.mention-wrong' })
    expect(await sumTables(county.database)).toEqual(before)
    await write(county.dispatcher, { text: '@邓路灯 请今天答复', mentionedIds: [county.unit.session.id] })
    expect(await mentions(county.unit)).toMatchObject({
      unread: 1,
      mentions: [{ caseId: story.id, authorName: '鲍派遣', text: '@邓路灯 请今天答复', isRead: false }],
    })
    expect((await mentions(county.acceptor)).mentions).toEqual([])
  })

  it('is read once by whoever was mentioned', async () => {
    const read = () =>
      county.unit.post(`/api/cases/${story.id}/read-mentions`, {}, { 'idempotency-key': 'read-once' })
    expect((await county.stranger.post(`/api/cases/${story.id}/read-mentions`, {})).status).toBe(401)
    expect((await citizen.post(`/api/cases/${story.id}/read-mentions`, {})).status).toBe(403)
    expect((await read()).body).toEqual({ read: 1 })
    expect(await mentions(county.unit)).toMatchObject({ unread: 0, mentions: [{ isRead: true }] })
    expect(await auditOf('read-once')).toEqual([{ command: 'case-mention.read', subject_id: story.id }])
    const before = await sumTables(county.database)
    expect((await read()).body).toEqual({ read: 1 })
    expect(await sumTables(county.database)).toEqual(before)
    expect((await county.unit.post(`/api/cases/${story.id}/read-mentions`, {})).body).toEqual({ read: 0 })
  })

  it('is withdrawn by its author alone and once; nobody reads it any more, but everybody sees that it was there', async () => {
    const { id } = (
      await write(county.dispatcher, { text: '@闵受理 写错了', mentionedIds: [county.acceptor.session.id] })
    ).body
    const withdraw = (as: Voice, key: string = newId()) =>
      as.post(`/api/cases/${story.id}/notes/${String(id)}/withdraw`, {}, { 'idempotency-key': key })
    expect((await mentions(county.acceptor)).unread).toBe(1)
    const before = await sumTables(county.database)
    for (const other of [county.acceptor, county.leader])
      expect((await withdraw(other)).body).toMatchObject({ code: 'case-note.not-yours' })
    expect(await sumTables(county.database)).toEqual(before)
    expect((await withdraw(county.dispatcher, 'withdraw-once')).body).toEqual({ id })
    expect(await auditOf('withdraw-once')).toEqual([{ command: 'case-note.withdraw', subject_id: story.id }])
    const after = await sumTables(county.database)
    expect((await withdraw(county.dispatcher, 'withdraw-once')).body).toEqual({ id })
    expect((await withdraw(county.dispatcher)).body).toMatchObject({ code: 'case-note.withdrawn' })
    expect(await sumTables(county.database)).toEqual(after)
    expect((await notes(county.unit)).find((it) => it.id === id)).toMatchObject({
      text: '',
      mentioned: [],
      author: { name: '鲍派遣' },
      withdrawnAt: expect.any(String),
    })
    expect(await mentions(county.acceptor)).toEqual({ unread: 0, mentions: [] })
  })
})

describe('an attachment', () => {
  it('is judged by its content, whatever its name says', async () => {
    const taken: [Buffer, string][] = [
      [pdf('鉴定'), 'pdf'],
      [office('docx'), 'docx'],
      [office('xlsx'), 'xlsx'],
    ]
    for (const [content, kind] of taken) {
      const { status, body } = await upload(county.unit, content, 'report.exe')
      expect([status, body]).toEqual([
        200,
        { id: expect.any(String), name: `report.${kind}`, kind, bytes: content.length },
      ])
    }
    const before = await sumTables(county.database)
    const refused = [
      Buffer.from('MZ this is a program'),
      Buffer.from('<html>%PDF</html>'),
      pdf('cut').subarray(0, 12),
      office('docx').subarray(0, 80),
      Buffer.from(zipSync({ 'a.txt': new Uint8Array(3) })),
      office('xlsx', { 'xl/vbaProject.bin': new Uint8Array(3) }),
    ]
    for (const content of refused)
      expect((await upload(county.unit, content, 'plan.pdf')).body).toMatchObject({
        code: 'document.not-taken',
      })
    expect((await upload(citizen, pdf('x'), 'x.pdf')).body).toMatchObject({ code: 'access.not-permitted' })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('leaves its audit line, and sent twice is one', async () => {
    const content = pdf('两次')
    const first = await upload(county.unit, content, 'twice.pdf', 'document-once')
    expect(await auditOf('document-once')).toEqual([
      { command: 'document.keep', subject_id: first.body['id'] },
    ])
    const before = await sumTables(county.database)
    expect(await upload(county.unit, content, 'twice.pdf', 'document-once')).toEqual(first)
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('hangs on the note, is fetched as a file, and must exist', async () => {
    const content = pdf('证明')
    const { id } = (await upload(county.unit, content, 'plan.pdf')).body
    const photo = await county.photo(county.unit)
    for (const wrong of [{ documentIds: [newId()] }, { photoIds: [newId()] }])
      expect((await write(county.unit, { text: '见附件', ...wrong })).body).toMatchObject({
        code: 'case-note.attachment-wrong',
      })
    await write(county.unit, { text: '见附件', documentIds: [id], photoIds: [photo] })
    expect((await notes(county.dispatcher)).at(-1)).toMatchObject({
      photoIds: [photo],
      documents: [{ id, name: 'plan.pdf', bytes: content.length }],
    })
    const fetched = await county.app.inject({
      url: `/api/documents/${String(id)}`,
      headers: { authorization: `Bearer ${county.dispatcher.token}` },
    })
    expect(fetched.rawPayload.equals(content)).toBe(true)
    expect(fetched.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': "attachment; filename*=UTF-8''plan.pdf",
      'x-content-type-options': 'nosniff',
    })
    expect((await citizen.get(`/api/documents/${String(id)}`)).status).toBe(403)
  })
})
