/**
 * What the wall in the database costs: the same queries and the same act with row level security and without, in turns.
 * With it the program's role asks, for one of several people after the other, so that connections change walls all the
 * time; without it the owner of the tables asks, whom no policy binds, and no wall is set.
 */
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import type { Post } from '#domain/identity/post.ts'
import { createReport } from '#modules/intake/index.ts'
import { type Act, createAct } from '#platform/act.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { drive, judge, median, ratio, table, whole } from './measure.ts'
import { copyCase, openHandling, reportInput } from './prepare-cases.ts'
import { adcode, poolSize, type Stand } from './stand.ts'

type Settings = {
  readonly seconds: number
  readonly rounds: number
  readonly connections: readonly number[]
}
type Side = { readonly db: Database; readonly act: Act }
type Work = (side: Side, turn: number) => Promise<unknown>

const towns = 10
const units = 20
const least = 0.65

const person = (posts: Post[], rest: Partial<Actor> = {}): Actor => ({
  ...systemActor(adcode, 'bench'),
  id: newId(),
  posts,
  permissions: permissionsOf(posts),
  ...rest,
})

/** The cases lie in ten towns; one of twenty belongs to the unit of the stand, the others to units that do not ask. */
async function layCases(stand: Stand, count: number): Promise<string[]> {
  const template = await openHandling(stand)
  const ids: string[] = []
  while (ids.length < count)
    ids.push(...(await copyCase(stand, template, Math.min(50_000, count - ids.length), 60)))
  await stand.owner.rows(
    `update cases.cases set community_code = null,
       town_code = adcode || lpad((1 + abs(hashtext(id::text)) % ${towns})::text, 3, '0'),
       lead_unit_id = case when abs(hashtext(id::text || 'u')) % ${units} = 0 then lead_unit_id
         else 'unit ' || abs(hashtext(id::text || 'u')) % ${units} end`,
  )
  for (const name of ['cases.cases', 'cases.case_actions']) await stand.owner.rows(`vacuum analyze ${name}`)
  return ids
}

/** A side that knows no walls. */
function withoutWalls(database: Database): Database {
  const free: Database = {
    ...database,
    as: () => free,
    ofCounty: () => free,
    get house() {
      return free
    },
  }
  return free
}

/** Queries per second, or acts, with the wall and without. */
async function compare(
  name: string,
  sides: { with: Side; without: Side },
  { seconds, rounds, connections }: Settings,
  work: Work,
): Promise<{ rows: string[][]; ratios: number[] }> {
  const rows: string[][] = []
  const ratios: number[] = []
  let turn = 0
  for (const strands of connections) {
    const run = async (side: Side, howLong: number): Promise<number> =>
      (await drive(strands, howLong, () => work(side, turn++))).perSecond
    await run(sides.with, 1)
    await run(sides.without, 1)
    const [walled, free]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      walled.push(await run(sides.with, seconds))
      free.push(await run(sides.without, seconds))
    }
    const share = median(walled) / median(free)
    ratios.push(share)
    rows.push([name, String(strands), whole(median(walled)), whole(median(free)), ratio(share)])
  }
  return { rows, ratios }
}

/** Measures both ways among `count` cases. */
export async function measureWalls(stand: Stand, settings: Settings, count: number): Promise<string> {
  const ids = await layCases(stand, count)
  const { clock, modules, sealer } = stand.house
  const reachOf = modules.flatMap((it) => it.reachOf ?? [])[0]
  const walled = connectDatabase(stand.url, { size: poolSize, ...(reachOf ? { reachOf } : {}) })
  const owner = connectDatabase(stand.ownerUrl, { size: poolSize })
  const free = withoutWalls(owner.house)
  const sideOf = (db: Database): Side => ({
    db,
    act: createAct({ database: db, clock, sealer, constraints: {}, afterCommit: () => {} }),
  })
  const sides = { with: sideOf(walled), without: sideOf(free) }
  const routes = modules.flatMap((it) => it.routes)
  const ask = async (path: string, { db }: Side, actor: Actor, input: object): Promise<unknown> => {
    const route = routes.find((it) => it.endpoint.path === path && it.endpoint.method === 'GET')
    const context = { db: db.as(actor), actor, now: clock.now(), sealer }
    return route?.handle(context as Parameters<typeof route.handle>[0], input)
  }
  const newest = { queue: 'all', sort: 'newest', limit: 50 }
  const ofTown = (town: number): Actor => person(['acceptor'], { areaCodes: [`${adcode}00${town + 1}`] })
  const acceptors = Array.from({ length: 5 }, (_, town) => ofTown(town))
  const unit = person(['unit'], { organisationId: stand.unitId })
  const reporters = [person(['acceptor']), ...acceptors]
  const everybody = [person(['dispatcher']), ...acceptors, unit]
  const who = (people: readonly Actor[], turn: number): Actor => people[turn % people.length] ?? unit
  const [some = ''] = ids
  const caseAt = (turn: number): string => ids[(turn * 7919) % ids.length] ?? some
  const input = reportInput(stand)
  const parts: [string, Work][] = [
    ['newest 50, whole county', (it) => ask('/api/cases', it, everybody[0] ?? unit, newest)],
    [
      'newest 50, five areas of duty in turn',
      (it, turn) => ask('/api/cases', it, who(acceptors, turn), newest),
    ],
    ['newest 50, one unit', (it) => ask('/api/cases', it, unit, newest)],
    ['newest 50, everybody in turn', (it, turn) => ask('/api/cases', it, who(everybody, turn), newest)],
    [
      'the data of a case page',
      (it, turn) => ask('/api/cases/:id', it, everybody[0] ?? unit, { id: caseAt(turn) }),
    ],
    ['an act: a report', (it, turn) => it.act(who(reporters, turn), createReport, input)],
  ]
  const rows: string[][] = []
  for (const [name, work] of parts) {
    const result = await compare(name, sides, settings, work)
    rows.push(...result.rows)
    judge({
      server: stand.name,
      what: `${name}, ${whole(count)} cases: with row level security / without`,
      result: `${result.ratios.map(ratio).join(', ')} at ${settings.connections.join(', ')} connections`,
      aim: `≥ ${least}`,
      isMet: result.ratios.every((it) => it >= least),
    })
  }
  await walled.close()
  await owner.close()
  return `${whole(count)} cases in ${towns} towns, of ${units} units.\n\n${table(
    ['', 'connections', 'with/s', 'without/s', 'ratio'],
    rows,
  )}`
}
