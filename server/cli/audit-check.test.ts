/** An auditor takes some days of the audit along, and somebody without the county's database proves them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { parse } from 'csv-parse/sync'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRun } from '#domain/audit/audit-run.ts'
import { newId } from '#platform/ids.ts'
import { openStory } from '../testing/case-story.ts'
import { sumTables } from '../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../testing/test-county.ts'
import type { Voice } from '../testing/test-house.ts'
import { runCommandLine } from './command-line.ts'

let county: TestCounty
let folder: string
beforeAll(async () => {
  county = await openTestCounty()
  folder = await mkdtemp(join(tmpdir(), 'jingwei-audit-check-'))
  await openStory(county, { report: { description: '=HYPERLINK("x") 电 13812345678' } })
  await county.settle()
})
afterAll(async () => {
  await county.close()
  await rm(folder, { recursive: true, force: true })
})

const days = { from: '2026-06-01', to: '2026-06-30', language: 'zh' }
const ask = (as: Voice, changes: object = {}, requestId: string = newId()) =>
  as.post('/api/audit/exports', { ...days, ...changes }, { 'idempotency-key': requestId })
const list = async (as: Voice) => (await as.get('/api/audit/exports')).body['exports'] as AuditRun[]
const fetchFile = (as: Voice, id: unknown) =>
  county.app.inject({
    url: `/api/audit/exports/${String(id)}/file`,
    headers: { authorization: `Bearer ${as.token}` },
  })
const run = async (...args: string[]) => {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const code = await runCommandLine(['audit', 'check', ...args], { environment: { LANG: 'en' }, out, err })
  return { code, said: String(out.read() ?? '') + String(err.read() ?? '') }
}

describe('an export of the audit', () => {
  let id: unknown
  let file: string
  it('is for the auditor alone, written down, made once for one request, and one at a time', async () => {
    for (const voice of [county.sysadmin, county.securityAdmin, county.leader])
      expect((await ask(voice)).body).toMatchObject({ code: 'access.not-permitted' })
    for (const wrong of [{ from: '2026-07-01' }, { from: '2024-01-01' }])
      expect((await ask(county.auditAdmin, wrong)).body).toMatchObject({ code: 'audit-export.days' })
    id = (await ask(county.auditAdmin, {}, 'export-the-audit')).body['id']
    const before = await sumTables(county.database)
    expect((await ask(county.auditAdmin, {}, 'export-the-audit')).body).toEqual({ id })
    expect((await ask(county.auditAdmin)).body).toMatchObject({ code: 'audit-run.one-at-a-time' })
    expect(await sumTables(county.database)).toEqual(before)
    const [line] = await county.database.rows(
      `select actor_id, subject_id from platform.audit_entries where command = 'audit.request-export'`,
    )
    expect(line).toEqual({ actor_id: county.auditAdmin.session.id, subject_id: id })
    expect((await fetchFile(county.auditAdmin, id)).json()).toMatchObject({ code: 'audit-export.not-ready' })
  })

  it('is made in the background and fetched by whoever asked, which is written down', async () => {
    await county.settle()
    const [made] = await list(county.auditAdmin)
    expect(made).toMatchObject({ id, state: 'done', from: '2026-06-01', to: '2026-06-30' })
    const reply = await fetchFile(county.auditAdmin, id)
    expect(reply.headers['content-disposition']).toContain(
      encodeURIComponent('审计记录_2026-06-01_2026-06-30'),
    )
    file = join(folder, 'june.zip')
    await writeFile(file, reply.rawPayload)
    const other = await county.as({ username: 'second-auditor', posts: ['audit_admin'] })
    expect(await list(other)).toEqual([])
    expect((await fetchFile(other, id)).json()).toMatchObject({ code: 'audit-export.unknown' })
    const fetched = await county.database.rows(
      `select actor_id from platform.audit_entries where command = 'audit.fetch-export' and actor_id = $1`,
      [county.auditAdmin.session.id],
    )
    expect(fetched.length).toBe(2)
  })

  it('holds a table that no program runs, in words, and says how it is checked', async () => {
    const files = unzipSync(await readFile(file))
    const rows = parse(strFromU8(files['lines.csv'] ?? new Uint8Array()), {
      bom: true,
      columns: true,
    }) as Record<string, string>[]
    const [made] = await list(county.auditAdmin)
    expect(rows).toHaveLength(made?.done ?? 0)
    expect(rows.map((it) => it['做了什么'])).toEqual(
      expect.arrayContaining(['登录', '上报登记', '申请导出审计记录']),
    )
    for (const cell of rows.flatMap(Object.values)) expect(cell).not.toMatch(/^[=+\-@]/)
    const readme = strFromU8(files['README.md'] ?? new Uint8Array())
    expect(readme).toContain('jingwei audit check')
    expect(readme).toContain('public keys')
    for (const text of Object.values(files)) expect(strFromU8(text)).not.toContain('13812345678')
  })

  it('is proved by the command without a database, by keys of its own or kept elsewhere', async () => {
    const own = await run(file)
    expect(own).toMatchObject({ code: 0, said: expect.stringContaining('0 faults found') })
    expect(own.said).toContain('Compare the fingerprints')
    const keys = join(folder, 'keys.json')
    const shown = county.sealer
      .listKeys()
      .map(({ id: key, profile, publicKey }) => ({ id: key, profile, publicKey }))
    await writeFile(keys, JSON.stringify(shown))
    const kept = await run(file, '--keys', keys, '--json')
    expect(kept.code).toBe(0)
    expect(JSON.parse(kept.said)).toMatchObject({ faults: [], keysFromFile: false })
  })

  it('names the line that somebody changed, with exit code 3; what is no export is refused with 2', async () => {
    const files = unzipSync(await readFile(file))
    const text = strFromU8(files['lines.jsonl'] ?? new Uint8Array())
    files['lines.jsonl'] = strToU8(text.replace('report.create', 'report.invent'))
    const changed = join(folder, 'changed.zip')
    await writeFile(changed, zipSync(files))
    const found = await run(changed)
    expect(found.code).toBe(3)
    expect(found.said).toMatch(/audit line \d+ was changed \(number \d+ of the chain\)/)
    await writeFile(join(folder, 'no.zip'), 'nothing')
    expect(await run(join(folder, 'no.zip'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('no whole export'),
    })
    expect((await run(file, '--keys', join(folder, 'no.zip'))).code).toBe(2)
  })

  it('of days without a line fails with a reason, and a file goes after its days', async () => {
    await ask(county.auditAdmin, { from: '2026-01-01', to: '2026-01-31' })
    await county.settle()
    expect((await list(county.auditAdmin))[0]).toMatchObject({
      state: 'failed',
      problemCode: 'audit-export.empty',
    })
    county.clock.advance(8 * 86_400_000)
    await county.runJob('audit.drop-exports')
    const again = await county.as({ username: 'third-auditor', posts: ['audit_admin'] })
    expect((await fetchFile(again, id)).json()).toMatchObject({ code: 'audit-export.unknown' })
    const states = await county.database.rows<{ state: string }>(
      `select state from audit.runs where id = $1`,
      [id],
    )
    expect(states).toEqual([{ state: 'gone' }])
  })
})
