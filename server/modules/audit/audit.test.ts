/** An auditor looks for lines: who may, what is found, that looking is written down, and how the chain is shown and proved. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStory } from '../../testing/case-story.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../testing/test-county.ts'

type Line = {
  seq: number
  at: string
  actorId: string
  actorName: string
  command: string
  subjectId: string | null
  subject: string | null
  problem: string | null
  address: string | null
}

let county: TestCounty
let caseId: string
let personId: string
const reason = '核实离岗人员身份'

beforeAll(async () => {
  county = await openTestCounty()
  caseId = (await openStory(county)).id
  const story = await openStory(county)
  await story.takeAll('sendOn', 'file')
  const added = await county.sysadmin.post('/api/people', {
    username: 'phone.owner',
    name: '钱有电',
    phone: '13812345678',
    posts: ['collector'],
    areaCodes: [],
  })
  personId = String(added.body['id'])
  expect((await county.sysadmin.post(`/api/people/${personId}/unmask-phone`, { reason })).status).toBe(200)
  await county.collector.get('/api/accounts')
  await county.stranger.post('/api/session', { username: 'wei', password: 'a wrong guess' })
  await county.settle()
})
afterAll(() => county.close())

const search = async (query: Record<string, string> = {}) => {
  const { status, body } = await county.auditAdmin.get(`/api/audit/lines?${new URLSearchParams(query)}`)
  expect([status, body]).toEqual([200, body])
  return body as unknown as { lines: Line[]; next: string | null }
}
const countOf = (command: string): Promise<number> =>
  county.database
    .rows<{ count: number }>('select count(*)::int as count from platform.audit_entries where command = $1', [
      command,
    ])
    .then(([row]) => row?.count ?? 0)

describe('the lines', () => {
  it('are shown to the auditor alone, and a refusal stands in them', async () => {
    for (const voice of [county.sysadmin, county.securityAdmin, county.leader, county.acceptor])
      for (const path of ['lines', 'lines/1', 'counts', 'chain', 'exports'])
        expect((await voice.get(`/api/audit/${path}`)).body).toMatchObject({ code: 'access.not-permitted' })
    // A refusal is written down beside the answer, not before it.
    await vi.waitFor(async () => {
      const { lines } = await search({ command: 'access.refuse', person: county.leader.session.id })
      expect(lines.length).toBeGreaterThan(3)
      expect(lines[0]).toMatchObject({ problem: 'access.not-permitted' })
    }, 30_000)
  })

  it('tell who saw a number in full, with the reason and without the number', async () => {
    const { lines } = await search({ topic: 'personal', actors: 'people' })
    const [line] = lines.filter((it) => it.command === 'person.unmask-phone')
    expect(line).toMatchObject({
      actorName: county.sysadmin.session.name,
      subject: '钱有电',
      subjectId: personId,
    })
    const { body } = await county.auditAdmin.get(`/api/audit/lines/${line?.seq}`)
    expect(body).toMatchObject({ seq: line?.seq, input: { reason }, output: { granted: true } })
    expect(JSON.stringify(body)).not.toContain('13812345678')
    expect((await search({ subject: personId })).lines.map((it) => it.command)).toContain('person.create')
  })

  it('are found by person, case number, result, address and day', async () => {
    const commands = async (query: Record<string, string>) => [
      ...new Set((await search(query)).lines.map((it) => it.command)),
    ]
    expect(await commands({ person: 'wei', command: 'session.open' })).toEqual(['session.open'])
    expect(await commands({ person: county.collector.session.name, result: 'refused' })).toEqual([
      'session.refuse',
      'access.refuse',
    ])
    expect(await commands({ result: 'refused' })).toEqual(
      expect.arrayContaining(['access.refuse', 'session.refuse']),
    )
    expect(await commands({ result: 'done' })).not.toContain('session.refuse')
    expect(await commands({ address: '127.0.0.1', result: 'refused' })).toContain('session.refuse')
    expect(await commands({ address: '10.9.9.9' })).toEqual([])
    const [filed] = (await search({ command: 'case.file' })).lines
    expect(filed?.subject).toMatch(/^530127/)
    expect(await commands({ subject: filed?.subject ?? '' })).toEqual(
      expect.arrayContaining(['case.send-on', 'case.file']),
    )
    expect(await commands({ subject: '5301270000000000000' })).toEqual([])
    expect(await commands({ subject: caseId })).not.toEqual([])
    expect(await commands({ person: '没有此人' })).toEqual([])
    expect(await commands({ from: '2026-06-15', to: '2026-06-15', command: 'case.file' })).toEqual([
      'case.file',
    ])
    expect(await commands({ to: '2026-06-14' })).toEqual([])
    expect(await commands({ actors: 'house' })).not.toContain('session.open')
  })

  it('come a page at a time, each once and the newest first, also while lines are added', async () => {
    const all = (await search({ to: '2026-06-15', limit: '500' })).lines
    const seen: Line[] = []
    let after: string | null = null
    do {
      const page = await search({ to: '2026-06-15', limit: '7', ...(after ? { after } : {}) })
      seen.push(...page.lines)
      after = page.next
    } while (after)
    const known = new Set(all.map((it) => it.seq))
    expect(seen.filter((it) => known.has(it.seq)).map((it) => it.seq)).toEqual(all.map((it) => it.seq))
    expect(new Set(seen.map((it) => it.seq)).size).toBe(seen.length)
    const order = all.map((it) => `${it.at} ${String(it.seq).padStart(9, '0')}`)
    expect(order).toEqual(order.toSorted().reverse())
  })

  it('say who looked, for what; and looking at figures and the chain changes nothing', async () => {
    const before = await countOf('audit.search')
    await search({ person: 'wei', command: 'session.open' })
    expect(await countOf('audit.search')).toBe(before + 1)
    const [line] = (await search({ command: 'audit.search' })).lines
    const { body } = await county.auditAdmin.get(`/api/audit/lines/${line?.seq}`)
    expect(body['actorId']).toBe(county.auditAdmin.session.id)
    expect(await countOf('audit.read-line')).toBeGreaterThan(0)
    const sums = await sumTables(county.database)
    await county.auditAdmin.get('/api/audit/counts')
    await county.auditAdmin.get('/api/audit/chain')
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('of another county are as if they were not there', async () => {
    const other = await county.as({ username: 'next-door', posts: ['audit_admin'], adcode: '530126' })
    const mine = (await search({ command: 'case.file' })).lines[0]?.seq
    const theirs = await other.get(`/api/audit/lines/${mine}`)
    const none = await other.get('/api/audit/lines/999999999')
    expect(theirs).toMatchObject({ status: 404, body: { code: 'audit.unknown-line' } })
    expect(none.body['code']).toBe('audit.unknown-line')
    const seen = (await other.get('/api/audit/lines?limit=500')).body['lines'] as Line[]
    expect(seen.map((it) => it.command)).not.toContain('case.file')
  })

  it('refuse what is no filter', async () => {
    for (const query of ['from=2026-13-40', 'topic=all', 'command=DROP', 'after=x', 'limit=0', 'address=a b'])
      expect((await county.auditAdmin.get(`/api/audit/lines?${query}`)).body).toMatchObject({
        code: 'request.invalid',
      })
  })
})

describe('the counts', () => {
  it('tell every day of the stretch, and the most frequent commands', async () => {
    const { body } = await county.auditAdmin.get('/api/audit/counts?from=2026-06-10&to=2026-06-15')
    const { total, days, commands } = body as unknown as {
      total: number
      days: { onDate: string; count: number; refused: number }[]
      commands: { command: string; count: number }[]
    }
    expect(days.map((it) => it.onDate)).toEqual([10, 11, 12, 13, 14, 15].map((it) => `2026-06-${it}`))
    expect(days.at(-1)?.count).toBe(total)
    expect(days.at(-1)?.refused).toBeGreaterThan(1)
    expect(commands.map((it) => it.count)).toEqual(commands.map((it) => it.count).toSorted((a, b) => b - a))
    const usual = (await county.auditAdmin.get('/api/audit/counts')).body['days'] as unknown[]
    expect(usual).toHaveLength(30)
    const long = (await county.auditAdmin.get('/api/audit/counts?from=2001-01-01')).body['days'] as unknown[]
    expect(long).toHaveLength(366)
  })
})

describe('the chain', () => {
  const chain = async () => (await county.auditAdmin.get('/api/audit/chain')).body as Record<string, unknown>

  it('is proved in the background at the wish of the auditor alone, and what was found is kept and shown', async () => {
    await county.audit.seal()
    expect(await chain()).toMatchObject({ light: 'yellow', check: null, seals: 1, lastSeal: { number: 1 } })
    expect((await county.sysadmin.post('/api/audit/checks')).status).toBe(403)
    const key = { 'idempotency-key': 'prove-the-chain-once' }
    const { body } = await county.auditAdmin.post('/api/audit/checks', {}, key)
    expect((await county.auditAdmin.post('/api/audit/checks', {}, key)).body).toEqual(body)
    expect((await county.auditAdmin.post('/api/audit/checks')).body).toMatchObject({
      code: 'audit-run.one-at-a-time',
    })
    expect(await chain()).toMatchObject({ check: { id: body['id'], state: 'waiting' } })
    await county.settle()
    await county.audit.seal()
    expect(await chain()).toMatchObject({ light: 'green', faults: [], check: { state: 'done', faults: 0 } })
    expect(await countOf('audit.request-check')).toBe(1)
  })

  it('says where a line stands in it', async () => {
    const [line] = (await search({ command: 'case.file' })).lines
    const { body } = await county.auditAdmin.get(`/api/audit/lines/${line?.seq}`)
    expect(body['chain']).toMatchObject({ algorithm: 'sha256', isSealed: true })
    const [row] = await county.database.rows<{ seqs: number[]; first: number }>(
      'select seqs, first_position as first from platform.audit_blocks where $1 = any(seqs)',
      [line?.seq],
    )
    const place = body['chain'] as { position: number }
    expect(place.position).toBe((row?.first ?? 0) + (row?.seqs.map(Number).indexOf(line?.seq ?? 0) ?? 0))
  })

  it('shows red and names the line that the owner of the database changed', async () => {
    const [line] = (await search({ command: 'person.unmask-phone' })).lines
    const change = (text: string) =>
      county.asOwner(
        `alter table platform.audit_entries disable trigger user;
         update platform.audit_entries set input = '${text}' where seq = ${line?.seq};
         alter table platform.audit_entries enable trigger user`,
      )
    await change('{"reason":"another"}')
    await county.auditAdmin.post('/api/audit/checks')
    await county.settle()
    expect(await chain()).toMatchObject({
      light: 'red',
      faults: [{ kind: 'changed', seq: line?.seq }],
      check: { faults: 1 },
    })
  })

  it('is proved anew where the server that did it fell silent, and no sooner', async () => {
    const { body } = await county.auditAdmin.post('/api/audit/checks')
    await county.asOwner(`update audit.runs set state = 'running' where id = '${String(body['id'])}'`)
    await county.runJob('audit.make-runs')
    expect(await chain()).toMatchObject({ check: { state: 'running' } })
    county.clock.advance(121_000)
    await county.runJob('audit.make-runs')
    expect(await chain()).toMatchObject({ check: { state: 'done' } })
  })
})
