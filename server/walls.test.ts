/**
 * The wall in the database by itself: raw statements without any condition show each person what the policies of the
 * modules would have listed and nothing else, in a county that has a twin with the same rows under another code.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { openStory } from './testing/case-story.ts'
import { openSecondLevel, type SecondLevel } from './testing/second-level.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from './testing/test-county.ts'
import { testAdcode, type Voice } from './testing/test-house.ts'

const twin = '110105'

const ofEditions = 'of a published edition, found by its number; editions themselves have the wall'
/** Tables without a wall, each for a reason. A table that carries `adcode` is given one by itself after every migration. */
const unwalled: Record<string, string> = {
  'catalogue.classes': ofEditions,
  'catalogue.conditions': ofEditions,
  'catalogue.majors': ofEditions,
  'catalogue.state_council_days': 'the same for every county',
  'catalogue.state_council_notices': 'the same for every county',
  'identity.sign_in_failures': 'asked before anybody is known',
  'platform.audit_blocks':
    'one chain over the lines of all counties: positions and hashes, nothing of the lines',
  'platform.migrations': 'tells of the program, not of a county',
  'platform.relay_position': 'one row for all counties',
  'platform.table_rights': 'tells of the program, not of a county',
}

/** Tables that may be read across the wall, and only be written behind it. */
const openToRead: Record<string, string> = {
  'geography.place_names': 'names of places, which lead nowhere without geography.places',
}

let county: TestCounty
let second: SecondLevel
let people: Record<string, Voice>
const wallOf = (voice: Voice): Database => county.database.as(voice.session)

beforeAll(async () => {
  county = await openTestCounty()
  second = await openSecondLevel(county)
  const west = { report: {} }
  const east = { report: { point: tinyMiddle(3, 3) } }
  const lamp = await openStory(county, west)
  await lamp.takeAll('sendOn', 'file', 'dispatch', 'start')
  await lamp.take('instruct')
  await county.acceptor.post(`/api/cases/${lamp.id}/notes`, {
    text: '请核实位置',
    photoIds: [],
    documentIds: [],
    mentionedIds: [county.dispatcher.session.id],
  })
  const other = await openStory(county, { ...east, as: county.acceptor })
  await other.takeAll('sendOn', 'file')
  await other.take('dispatch', { leadUnitId: county.waterCompany, assistUnitIds: [county.lampStation] })
  const waiting = await openStory(county, { ...east, as: county.otherChecker })
  await waiting.take('issueVerification')
  const town = await second.openTownCase()
  await second.splitInto(
    town.id,
    { unitId: second.north, part: '清理' },
    { unitId: second.south, part: '清运' },
  )
  await county.settle()
  people = {
    ...county,
    desk: second.desk,
    northUnit: second.northUnit,
    westAcceptor: await county.as({ username: 'xi', posts: ['acceptor'], areaCodes: ['530127001001'] }),
    eastTown: await county.as({ username: 'dong', posts: ['sub_center'], areaCodes: ['530127001002'] }),
    stranger: await county.as({ username: 'wai', posts: ['dispatcher'], adcode: twin }),
  } as unknown as Record<string, Voice>
  for (const name of Object.keys(people)) if (!people[name]?.session) delete people[name]
  await layTwin(county.database)
})
afterAll(() => county?.close())

type Table = { name: string; isWalled: boolean; hasCounty: boolean }

const listTables = (db: Database): Promise<Table[]> =>
  db.rows<Table>(
    `select n.nspname || '.' || c.relname as name,
       c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid and p.polwithcheck is not null) as "isWalled",
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'adcode' and not a.attisdropped) as "hasCounty"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'jobs') order by 1`,
  )

/** Every row of the county once more under another county's code. */
async function layTwin(db: Database): Promise<void> {
  for (const { name } of (await listTables(db)).filter(
    (it) => it.hasCounty && it.name !== 'platform.announcements',
  )) {
    const columns = await db.rows<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`,
      [name],
    )
    const list = columns.map((it) => it.name).join(', ')
    await db.rows(
      `insert into ${name} (${list}) select ${list.replace(/\badcode\b/, `'${twin}'`)} from ${name}
       where adcode = '${testAdcode}' on conflict do nothing`,
    )
  }
}

/** What the module lists for somebody. */
async function listedFor(voice: Voice): Promise<string[]> {
  const { status, body } = await voice.get('/api/cases?limit=200&sort=newest')
  return status === 200 ? (body['cases'] as { id: string }[]).map((it) => it.id).sort() : []
}

describe('the wall in the database', () => {
  it('stands before every table but those that stand in a list with a reason', async () => {
    const tables = await listTables(county.database)
    expect(tables.filter((it) => it.hasCounty).length).toBeGreaterThan(50)
    const open = tables.filter((it) => !it.isWalled).map((it) => it.name)
    expect(open).toEqual(
      Object.keys(unwalled)
        .filter((it) => tables.some(({ name }) => name === it))
        .sort(),
    )
  })

  it('has no hole: every view asks with the rights of whoever asks', async () => {
    const holes = await county.database.rows(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'jobs')
         and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
    )
    expect(holes).toEqual([])
  })

  it('does not bind the owner of the tables, but binds the program', async () => {
    const [it] = await county.database.rows(
      `select rolsuper or rolbypassrls or exists (select from pg_class c where c.relname = 'cases' and c.relowner = r.oid) as free
       from pg_roles r where rolname = current_user`,
    )
    expect(it).toEqual({ free: false })
  })

  it('shows nothing to whoever names no wall', async () => {
    const nobody = county.database.as({ ...county.sysadmin.session, adcode: '' })
    for (const { name } of (await listTables(county.database)).filter(
      (it) => it.isWalled && !(it.name in openToRead),
    ))
      expect([name, await nobody.rows(`select * from ${name} limit 1`)]).toEqual([name, []])
  })

  it('shows of every table the own county alone, whoever asks', async () => {
    const tables = (await listTables(county.database)).filter(
      (it) => it.hasCounty && it.isWalled && !(it.name in openToRead),
    )
    let twins = 0
    for (const { name } of tables) {
      const [all] = await county.database.rows<{ n: number }>(
        `select count(*)::int as n from ${name} where adcode = '${twin}'`,
      )
      twins += all?.n ?? 0
      for (const voice of Object.values(people)) {
        const shown = await wallOf(voice).rows<{ adcode: string | null }>(
          `select distinct adcode from ${name}`,
        )
        expect(
          shown.map((it) => it.adcode ?? voice.session.adcode).filter((it) => it !== voice.session.adcode),
        ).toEqual([])
      }
    }
    expect(twins).toBeGreaterThan(100)
  })

  it('shows of the cases what the module lists for each person, and of what hangs on them no more', async () => {
    const seen: Record<string, number> = {}
    for (const [name, voice] of Object.entries(people)) {
      const db = wallOf(voice)
      const raw = await db.rows<{ id: string }>('select id from cases.cases order by id')
      const visible = raw.map((it) => it.id)
      seen[name] = visible.length
      if (voice !== people['stranger']) expect([name, visible]).toEqual([name, await listedFor(voice)])
      for (const hanging of ['cases.case_actions', 'cases.notes', 'cases.note_mentions', 'intake.reports']) {
        const rows = await db.rows<{ case_id: string }>(`select distinct case_id from ${hanging}`)
        expect([name, hanging, rows.filter((it) => !visible.includes(it.case_id))]).toEqual([
          name,
          hanging,
          [],
        ])
      }
    }
    expect(seen).toMatchObject({
      dispatcher: 4,
      westAcceptor: 2,
      eastTown: 2,
      unit: 2,
      otherUnit: 1,
      northUnit: 0,
    })
  })

  it('shows inner orders to the unit that has them, to the second level and to the centre', async () => {
    const ordersOf = async (voice: Voice) =>
      (await wallOf(voice).rows<{ unit_id: string }>('select unit_id from cases.inner_orders'))
        .map((it) => it.unit_id)
        .sort()
    expect(await ordersOf(second.desk)).toEqual([second.north, second.south].sort())
    expect(await ordersOf(second.northUnit)).toEqual([second.north])
    expect(await ordersOf(second.contractorUnit)).toEqual([])
    expect(await ordersOf(county.unit)).toEqual([])
    expect(await ordersOf(county.dispatcher)).toHaveLength(2)
    const logs = await wallOf(second.northUnit).rows('select 1 from cases.inner_order_actions')
    expect(logs).toHaveLength(1)
  })

  it('takes no row of another county, and moves none there', async () => {
    const db = wallOf(county.dispatcher)
    const refused = (text: string) => expect(db.rows(text)).rejects.toMatchObject({ code: '42501' })
    await refused(
      `insert into cases.serials (adcode, name, on_date, next) values ('${twin}', 'case', '20990101', 1)`,
    )
    await refused(`update cases.cases set adcode = '${twin}', id = gen_random_uuid()`)
    await refused(`update identity.people set adcode = '${twin}'`)
    for (const table of ['cases.cases', 'identity.people', 'intake.reports'])
      expect(
        await db.rows(`update ${table} set adcode = adcode where adcode = '${twin}' returning 1`),
      ).toEqual([])
    await refused(
      `insert into platform.announcements (adcode, id, at, name, actor_id, data)
       values ('${twin}', gen_random_uuid(), now(), 'case.filed', gen_random_uuid(), '{}')`,
    )
  })

  it('stands behind a command that would forget to ask: a case out of sight cannot be acted on', async () => {
    const outOfSight = await wallOf(county.otherUnit).rows<{ id: string }>('select id from cases.cases')
    const [hidden] = await county.database.rows<{ id: string }>(
      'select id from cases.cases where adcode = $1 and lead_unit_id = $2 and not id = any($3::uuid[])',
      [testAdcode, county.lampStation, outOfSight.map((it) => it.id)],
    )
    expect(await county.otherUnit.post(`/api/cases/${hidden?.id}/start`, {})).toMatchObject({
      status: 404,
      body: { code: 'case.unknown' },
    })
  })
})
