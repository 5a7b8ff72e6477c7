/** Staff lists as files: judged before anything is written, all or nobody, with passwords shown once. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTable } from '#platform/tabular/open-table.ts'
import { writeTable } from '#platform/tabular/write-table.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'

let house: TestHouse
let admin: Voice
let folder: string
beforeAll(async () => {
  house = await openTestHouse()
  admin = await house.as({ username: 'guan', posts: ['sysadmin'] })
  folder = await mkdtemp(join(tmpdir(), 'staff-'))
})
afterAll(async () => {
  await house.close()
  await rm(folder, { recursive: true })
})

const csv = (...lines: string[]): Buffer => Buffer.from(['用户名,姓名,岗位,手机号', ...lines].join('\n'))

/** 姓名 and 岗位 in GBK, as Excel in China writes CSV. */
const gbkCsv = Buffer.concat([
  Buffer.from([
    0xd3, 0xc3, 0xbb, 0xa7, 0xc3, 0xfb, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb8, 0xda, 0xce, 0xbb, 0x0a,
  ]),
  Buffer.from('wen,'),
  Buffer.from([0xce, 0xc4]),
  Buffer.from(',collector\n'),
])

async function send(
  path: string,
  bytes: Buffer,
  { name = 'staff.csv', by = admin, key = 'a-request-id' } = {},
) {
  const boundary = 'a-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const reply = await house.app.inject({
    method: 'POST',
    url: path,
    headers: {
      authorization: `Bearer ${by.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'idempotency-key': key,
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}

describe('a staff list', () => {
  it('is neither judged nor taken in without the right', async () => {
    const leader = await house.as({ username: 'zhang', posts: ['leader'] })
    const sums = await sumTables(house.database)
    for (const path of ['/api/people/check-import', '/api/people/import'])
      expect((await send(path, csv('a-b,甲,监督员,'), { by: leader })).body).toMatchObject({
        code: 'access.not-permitted',
      })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('with wrong cells is told them all, and brings nobody', async () => {
    const sums = await sumTables(house.database)
    const file = csv(
      'wang,王,监督员,',
      'guan,管,受理员,',
      'li,,巡查员,电话',
      'liang,两,系统管理员、审计管理员,',
    )
    const { body } = await send('/api/people/check-import', file)
    expect(body).toMatchObject({
      read: 4,
      people: [{ row: 2, username: 'wang', name: '王', organisation: null }],
    })
    const refused = body['refused'] as { row: number; column: string }[]
    expect(refused.map((it) => [it.row, it.column])).toEqual([
      [3, '用户名'],
      [4, '姓名'],
      [4, '岗位'],
      [4, '手机号'],
      [5, '岗位'],
    ])
    const taken = await send('/api/people/import', file, { key: 'faulty-import' })
    expect(taken).toMatchObject({ status: 400, body: { code: 'people.file-faulty', details: { faults: 5 } } })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('brings everybody in one act, with passwords that are shown once and must be changed', async () => {
    const file = csv('ren-a,任甲,监督员,13800001111', 'ren-b,任乙,受理员、值班长,')
    const first = await send('/api/people/import', file, { key: 'import-once' })
    expect(first.body).toMatchObject({
      added: 2,
      passwords: [{ username: 'ren-a', name: '任甲' }, { username: 'ren-b' }],
    })
    const passwords = first.body['passwords'] as { username: string; password: string }[]
    for (const { username, password } of passwords)
      expect((await house.stranger.post('/api/session', { username, password })).body).toMatchObject({
        mustChangePassword: true,
      })
    const applied = await admin.get('/api/accounts?state=applied&text=ren-b')
    expect(applied.body['accounts']).toMatchObject([
      { posts: [], applied: { posts: ['acceptor', 'shift_leader'] } },
    ])
    const sums = await sumTables(house.database)
    expect((await send('/api/people/import', file, { key: 'import-once' })).body).toMatchObject({
      code: 'people.file-faulty',
    })
    expect(await sumTables(house.database)).toEqual(sums)
    const kept = await house.database.rows<{ it: string }>(
      "select to_jsonb(a)::text as it from platform.audit_entries a where command = 'person.import'",
    )
    expect(kept).toHaveLength(1)
    for (const it of [...passwords.map((one) => one.password), '13800001111'])
      expect(kept[0]?.it).not.toContain(it)
  })

  it('may be a workbook, or CSV as Excel writes it in China, and nothing else', async () => {
    const path = join(folder, 'list.xlsx')
    const row = { columns: { 用户名: 'shu', 姓名: '舒', 岗位: '领导', 单位: '没有这个单位' } }
    await writeTable(
      path,
      Object.keys(row.columns),
      (async function* () {
        yield row
      })(),
    )
    const workbook = await send('/api/people/check-import', await readFile(path), { name: '名单.XLSX' })
    expect(workbook.body).toMatchObject({ read: 1, refused: [{ row: 2, column: '单位' }] })
    expect((await send('/api/people/check-import', gbkCsv)).body).toMatchObject({
      people: [{ username: 'wen', name: '文' }],
    })
    const code = async (bytes: Buffer, name: string) =>
      (await send('/api/people/check-import', bytes, { name })).body['code']
    expect(await code(Buffer.from('%PDF'), 'list.pdf')).toBe('people.file-missing')
    expect(await code(Buffer.from('no workbook'), 'list.xlsx')).toBe('table.unreadable')
    expect(await code(Buffer.from('a,b\n1,2'), 'list.csv')).toBe('table.column-missing')
  })

  it('goes out as it may come in again, with telephone numbers masked', async () => {
    const read = async (url: string) => {
      const reply = await house.app.inject({ url, headers: { authorization: `Bearer ${admin.token}` } })
      const path = join(folder, 'out.xlsx')
      await writeFile(path, reply.rawPayload)
      const table = await openTable(path, { format: 'xlsx', headingRow: 1 })
      const rows = []
      for await (const it of table.rows) rows.push(it.columns)
      return { columns: table.columns, rows }
    }
    const template = await read('/api/people/import-template')
    expect(template).toEqual({
      columns: ['用户名', '姓名', '单位', '岗位', '责任区域代码', '手机号'],
      rows: [],
    })
    const granter = await house.as({ username: 'shou', posts: ['security_admin'] })
    const { accounts } = (await granter.get('/api/accounts?state=applied')).body as {
      accounts: { id: string }[]
    }
    await granter.post('/api/people/grant-applied', { ids: accounts.map((it) => it.id) })
    const exported = await read('/api/people/export?text=任')
    expect(exported.rows.map((it) => [it['用户名'], it['岗位'], it['手机号'], it['状态']])).toEqual([
      ['ren-b', '受理员、值班长', null, '启用'],
      ['ren-a', '监督员', '138****1111', '启用'],
    ])
  })
})
