/** A large table of places goes on after its request: its progress is told, and a crash leaves whole batches done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeColumns } from '#domain/geography/place-delivery.ts'
import type { PlaceImportDetail, PlaceImportView } from '#domain/geography/place-import-contract.ts'
import type { Act } from '#platform/act.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestCounty, photoForm, type TestCounty } from '../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../testing/test-house.ts'
import { beginPlaceImport } from './commands/begin-place-import.ts'
import { putPlaces } from './commands/put-places.ts'
import { tellPlaceImport } from './commands/tell-place-import.ts'
import { runPlaceImport } from './run-place-import.ts'
import { tinyMiddle } from './testing.ts'

let county: TestCounty
let keeper: Voice
beforeAll(async () => {
  county = await openTestCounty()
  keeper = await county.as({ username: 'keeper', name: '地名员', posts: ['data_admin'] })
})
afterAll(() => county.close())

const [lng, lat] = tinyMiddle(1, 1)
const heading = [placeColumns.code, placeColumns.kind, placeColumns.name, placeColumns.lng, placeColumns.lat]
const placeRow = (index: number, kind = '门牌'): (string | number)[] => [
  `N-${index}`,
  kind,
  `文化路${index}号`,
  lng,
  lat,
]
async function* streamOf<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items
}
async function send(
  rows: readonly (string | number)[][],
  { by = keeper, query = '', headers = {}, columns = heading as readonly string[] } = {},
) {
  const form = photoForm(Buffer.from([columns, ...rows].map((it) => it.join()).join('\n')))
  const reply = await county.app.inject({
    method: 'POST',
    url: `/api/addresses/import${query}`,
    payload: Buffer.from(
      form.payload.toString('latin1').replace(/filename="[^"]*"/, 'filename="a.csv"'),
      'latin1',
    ),
    headers: { ...form.headers, ...headers, authorization: `Bearer ${by.token}` },
  })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}
const show = async (id: unknown): Promise<PlaceImportDetail> =>
  (await keeper.get(`/api/addresses/imports/${String(id)}`)).body as unknown as PlaceImportDetail
async function ended(id: unknown): Promise<PlaceImportDetail> {
  for (;;) {
    const shown = await show(id)
    if (shown.state !== 'running') return shown
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const places = async () =>
  (
    await county.database.rows<{ n: number }>(
      `select count(*)::int as n from geography.places where adcode = $1 and code like 'N-%'`,
      [testAdcode],
    )
  )[0]?.n

describe('an import of places', () => {
  it('is begun by nobody without the right, and a check changes no place', async () => {
    const sums = await sumTables(county.database)
    expect((await send([placeRow(1)], { by: county.acceptor })).body).toMatchObject({
      code: 'access.not-permitted',
    })
    expect((await county.acceptor.get('/api/addresses/imports')).status).toBe(403)
    expect(await sumTables(county.database)).toEqual(sums)
    const { body } = await send([placeRow(1), placeRow(2, '桥梁')], { query: '?dryRun=true' })
    expect(body).toMatchObject({ total: 2 })
    expect(await ended(body['id'])).toMatchObject({
      isDryRun: true,
      state: 'done',
      accepted: 1,
      added: 1,
      refusedCount: 1,
      refused: [{ row: 3, column: placeColumns.kind }],
    })
    expect([await places(), (await keeper.get('/api/addresses/imports')).body]).toEqual([0, { imports: [] }])
  })

  it('goes on after the answer, tells every refused row, and leaves its lines; sent twice it is one', async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => placeRow(index, index === 1100 ? '桥梁' : '门牌'))
    const headers = { 'idempotency-key': 'import-once' }
    const [first, second] = await Promise.all([send(rows, { headers }), send(rows, { headers })])
    const begun = [first, second].find((it) => it.status === 200)
    const shown = await ended(begun?.body['id'])
    expect(shown).toMatchObject({
      state: 'done',
      by: '地名员',
      fileName: 'a.csv',
      total: 1200,
      read: 1200,
      accepted: 1199,
      added: 1199,
      refusedCount: 1,
    })
    expect(shown.refused.map((it) => it.row)).toEqual([1102])
    expect(await places()).toBe(1199)
    expect((await send(rows, { headers })).body).toEqual(begun?.body)
    const lines = await county.database.rows<{ command: string; n: number }>(
      `select command, count(*)::int as n from platform.audit_entries
       where command in ('address-import.begin', 'address.put') and actor_name = '地名员' group by 1 order by 1`,
    )
    expect(lines).toEqual([
      { command: 'address-import.begin', n: 2 },
      { command: 'address.put', n: 8 },
    ])
    const { imports } = (await keeper.get('/api/addresses/imports')).body as { imports: PlaceImportView[] }
    expect(imports.map((it) => it.id)).toEqual([shown.id])
  })

  it('of a large file is answered before the file is read; what is wrong with it as a whole stands at its heading', async () => {
    const many = Array.from({ length: 6000 }, (_, index) => placeRow(index + 20_000))
    const { status, body } = await send(many, { query: '?dryRun=true' })
    expect([status, body]).toMatchObject([200, { total: 0 }])
    expect(await ended(body['id'])).toMatchObject({ state: 'done', total: 6000, read: 6000, accepted: 6000 })
    const nameless = many.map(([code, , , x, y]) => [code ?? '', x ?? '', y ?? '', '注'.repeat(20)])
    const wrong = await ended((await send(nameless, { columns: ['编码', '经', '纬', '注'] })).body['id'])
    expect(wrong).toMatchObject({
      state: 'failed',
      problemCode: 'table.column-missing',
      refused: [{ row: 1, column: null, reason: { zh: expect.stringContaining('a.csv') } }],
    })
  })

  it('that a crash cut short says how many rows are done, and the same file carries on', async () => {
    await county.asOwner(`delete from geography.places where adcode = $1 and code like 'N-%'`, [testAdcode])
    const columns = Array.from({ length: 2500 }, (_, index) =>
      Object.fromEntries(placeRow(index).map((cell, at) => [heading[at] ?? '', cell])),
    )
    const rows = columns.map((it, index) => ({ rowNumber: index + 2, columns: it }))
    const actor = keeper.session
    const about = { fileName: 'large.csv', digest: 'a'.repeat(20), total: rows.length, isDryRun: false }
    const { id } = await county.act(actor, beginPlaceImport, about)
    let batches = 0
    // The process is gone in the middle of the third batch: nothing of it ever answers again.
    const dying = ((as, command, input, options) => {
      if (command.name === putPlaces.name) batches += 1
      return batches > 2 ? new Promise(() => undefined) : county.act(as, command, input, options)
    }) as Act
    const open = async () => ({ count: rows.length, rows: streamOf(rows) })
    const running = { act: dying, actor, db: county.database, now: county.clock.now(), open, isDryRun: false }
    void runPlaceImport({ ...running, id, digest: about.digest })
    await expect.poll(() => batches, { timeout: 60_000 }).toBe(3)
    expect(await show(id)).toMatchObject({ state: 'running' })
    await expect(county.act(actor, beginPlaceImport, about)).rejects.toMatchObject({
      code: 'address.import-running',
    })
    county.clock.advance(121_000)
    const stopped = await show(id)
    expect(stopped).toMatchObject({ state: 'stopped', total: 2500 })
    expect(stopped.read).toBeGreaterThanOrEqual(150)
    expect([await places(), stopped.read <= 300]).toEqual([300, true])
    const again = await county.act(actor, beginPlaceImport, about)
    await runPlaceImport({ ...running, act: county.act, id: again.id, digest: about.digest })
    expect(await show(again.id)).toMatchObject({ state: 'done', accepted: 2500, read: 2500 })
    expect(await places()).toBe(2500)
  })

  it('that fails for a foreseen reason says which, and keeps what is done', async () => {
    const actor = { ...keeper.session, permissions: new Set<string>() }
    const about = { fileName: 'x.csv', digest: 'b'.repeat(20), total: 1, isDryRun: false }
    const { id } = await county.act(keeper.session, beginPlaceImport, about)
    const [code, kind, name, x, y] = placeRow(9000)
    const columns = { [placeColumns.code]: code, [placeColumns.kind]: kind, [placeColumns.name]: name }
    const rows = [
      { rowNumber: 2, columns: { ...columns, [placeColumns.lng]: x, [placeColumns.lat]: y } },
    ] as never[]
    const open = async () => ({ count: 1, rows: streamOf(rows) })
    const running = { act: county.act, db: county.database, now: county.clock.now(), open, isDryRun: false }
    await runPlaceImport({ ...running, actor, id, digest: about.digest })
    expect(await show(id)).toMatchObject({ state: 'failed', problemCode: 'access.not-permitted' })
  })

  it('is told of by the system alone', async () => {
    await expect(
      county.act(keeper.session, tellPlaceImport, {
        id: '0199aaaa-0000-7000-8000-00000000000a',
        version: 1,
        state: 'done',
      }),
    ).rejects.toMatchObject({ code: 'access.not-permitted' })
    expect(
      (await keeper.get('/api/addresses/imports/0199aaaa-0000-7000-8000-00000000000a')).body,
    ).toMatchObject({
      code: 'address.import-unknown',
    })
  })
})
