/**
 * Whatever has an id is asked for by those who may not see it, at every endpoint and as every post: in another county, and
 * in another area of duty. The answer must be, to the letter, the one about something that does not exist, or the ids of a
 * county could be found out one by one. The endpoints come from the routes that are served, so a new one without an entry
 * here fails.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '#domain/endpoint.ts'
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import { type Post, postCodes } from '#domain/identity/post.ts'
import { newId } from '#platform/ids.ts'
import { rightInputOf } from './testing/arbitrary-input.ts'
import { makeUpRow } from './testing/made-up-rows.ts'
import { openSecondLevel } from './testing/second-level.ts'
import { openTestCounty, type TestCounty } from './testing/test-county.ts'
import { testAdcode, type Voice } from './testing/test-house.ts'

/** What the id in a path names, by how the path begins; the first that fits counts. */
const objects: readonly (readonly [path: string, table: string])[] = [
  ['/api/organisations/:id', 'identity.organisations'],
  ['/api/accounts/:id', 'identity.people'],
  ['/api/account/sessions/:id', 'identity.sessions'],
  ['/api/people/:id', 'identity.people'],
  ['/api/api-keys/:id', 'identity.api_keys'],
  ['/api/sign-on-providers/:id', 'identity.sign_on_providers'],
  ['/api/sign-on-links/:id', 'identity.sign_on_links'],
  ['/api/retention/holds/:id', 'intake.retention_holds'],
  ['/api/addresses/library/:id', 'geography.places'],
  ['/api/addresses/imports/:id', 'geography.place_imports'],
  ['/api/no-report-zones/:id', 'geography.no_report_zones'],
  ['/api/grid-drafts/:id', 'geography.grid_drafts'],
  ['/api/basemaps/:id', 'basemap.base_maps'],
  ['/api/shifts/:id', 'patrol.shifts'],
  ['/api/leaves/:id', 'patrol.leaves'],
  ['/api/substitutions/:id', 'patrol.substitutions'],
  ['/api/catalogues/:id', 'catalogue.versions'],
  ['/api/catalogue-drafts/:id', 'catalogue.drafts'],
  ['/api/own-phrases/:id', 'phrases.own_phrases'],
  ['/api/components/:component', 'components.components'],
  ['/api/components/:id', 'components.components'],
  ['/api/photos/:id', 'evidence.photos'],
  ['/api/documents/:id', 'evidence.documents'],
  ['/api/cases/:id', 'cases.cases'],
  ['/api/case-filters/:id', 'cases.saved_filters'],
  ['/api/case-exports/:id', 'cases.exports'],
  ['/api/inner-orders/:id', 'cases.inner_orders'],
  ['/api/reports/:id', 'intake.reports'],
  ['/api/cameras/:id', 'cameras.cameras'],
  ['/api/camera-watches/:id', 'cameras.watches'],
  ['/api/camera-findings/:id', 'cameras.findings'],
  ['/api/audit/exports/:id', 'audit.runs'],
]

/** Paths whose places hold no id: names, and codes of areas, classes and tiles, which are public or the same everywhere. */
const withoutObject = [
  '/api/preferences/:name',
  '/api/sign-on/:code/begin',
  '/api/sign-on/:code/finish',
  '/api/account/sign-on/:code/begin',
  '/api/account/sign-on/:code/unlink',
  '/api/areas/:code',
  '/api/cells/:code',
  '/api/cells/:code/descent',
  '/api/responsibilities/:layer/:code',
  '/api/map/:layer',
  '/api/basemaps/preview/:z/:x/:y',
  '/api/calendars/:code/days',
  '/api/tiles/components/:z/:x/:y',
  '/api/tiles/cases/:z/:x/:y',
  // Numbers that go over all counties; another county's are asked for in the tests of the audit.
  '/api/audit/lines/:seq',
]

/** The caller chooses the id, so that asking about one makes it. */
const madeByAsking = ['PUT /api/case-filters/:id']
/** Hidden from the own county as well, but for the one person who keeps it. */
const personal = [
  'identity.sessions',
  'phrases.own_phrases',
  'evidence.documents',
  'cases.saved_filters',
  'cases.exports',
  'cameras.watches',
  'audit.runs',
]
/** Bodies that are not found by trying. */
const givenBodies: Readonly<Record<string, object>> = {
  'PUT /api/sign-on-providers/:id': {
    nameZh: '统一身份认证',
    nameEn: 'sign-on',
    issuer: 'https://sso.example',
    clientId: 'jingwei',
    scopes: [],
    houseUrl: 'https://county.example',
    matchClaim: null,
    factorValues: [],
    endsAtProvider: false,
    isOn: true,
    expectedVersion: 1,
  },
  'PUT /api/basemaps/:id': {
    name: '底图',
    source: { kind: 'file', fileId: newId() },
    datum: 'wgs84',
    minZoom: 1,
    maxZoom: 5,
    reviewNumber: null,
    noReviewReason: '自绘',
    expectedVersion: 1,
  },
  'PUT /api/shifts/:id': { name: '早', mark: '早', fromTime: '08:00', toTime: '16:00', expectedVersion: 1 },
}

const nextDoor = '530126'
const otherPlaces: Readonly<Record<string, string>> = { kind: 'component', code: '01037', noteId: newId() }
const tableOf = ({ path }: Endpoint): string | undefined =>
  objects.find(([begin]) => path === begin || path.startsWith(`${begin}/`))?.[1]
const doorOf = ({ method, path }: Endpoint): string => `${method} ${path}`
const pathWith = ({ path }: Endpoint, id: string): string =>
  path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'id' || name === 'component' ? id : (otherPlaces[name] ?? '1'),
  )

let county: TestCounty
let endpoints: readonly Endpoint[]
/** Table → an id of it in the county. */
const ids = new Map<string, string>()
/** Endpoint → a body that it takes. */
const bodies = new Map<string, unknown>()
/** Who has the case and its inner orders. */
let townDesk: Voice | undefined
const strangers = new Map<Post, Voice>()
const neighbours = new Map<Post, Voice>()

beforeAll(async () => {
  county = await openTestCounty()
  const routes = county.modules.flatMap((it) => it.routes.map((route) => route.endpoint))
  endpoints = routes.filter(
    (it) =>
      it.path.includes(':') &&
      ![...withoutObject, ...madeByAsking].some((no) => no === it.path || no === doorOf(it)),
  )
  for (const post of postCodes) {
    const username = `of-${post.replace('_', '-')}`
    strangers.set(post, await county.as({ username, posts: [post], adcode: nextDoor }))
    const areaCodes = ['530127001002']
    neighbours.set(post, await county.as({ username: `${username}-2`, posts: [post], areaCodes }))
  }
  const level = await openSecondLevel(county)
  const { id: townCase } = await level.openTownCase()
  const [order] = await level.splitInto(townCase, {
    unitId: level.north,
    part: '清扫',
    dueAt: '2026-06-16T18:00:00+08:00',
  })
  const [report] = await county.database.rows<{ id: string }>('select id from intake.reports limit 1')
  townDesk = level.desk
  ids.set('cases.cases', townCase)
  ids.set('cases.inner_orders', String(order?.id))
  ids.set('intake.reports', String(report?.id))
  ids.set('evidence.photos', await county.photo(county.collector))
  ids.set('identity.people', county.otherHandler.session.id)
  ids.set('identity.organisations', county.lampStation)
  for (const [, table] of objects)
    if (!ids.has(table)) ids.set(table, await makeUpRow(county.asOwner, table, testAdcode))
  const known = [...ids.values()]
  for (const it of endpoints)
    if (it.method !== 'GET') bodies.set(doorOf(it), givenBodies[doorOf(it)] ?? rightInputOf(it.body, known))
})
afterAll(() => county.close())

const idOf = (endpoint: Endpoint): string => {
  const id = ids.get(tableOf(endpoint) ?? '')
  if (!id) throw new Error(`nothing to ask ${doorOf(endpoint)} for`)
  return id
}
/** The answer about `id` without the id, since that was the caller's own word. */
async function ask(voice: Voice, endpoint: Endpoint, id: string): Promise<string> {
  const { status, body } = await voice.call(
    endpoint.method,
    pathWith(endpoint, id),
    bodies.get(doorOf(endpoint)),
  )
  const { requestId: _, type: __, title: ___, ...told } = body
  return `${status} ${JSON.stringify(told).replaceAll(id, 'the id')}`
}
const holds = (post: Post, { permission }: Endpoint): boolean =>
  permission === 'signed-in' || permissionsOf([post]).has(permission)

/** How those whom `voices` speak for are answered otherwise about a thing that is there than about one that is not. */
async function findLeaks(voices: ReadonlyMap<Post, Voice>, asked: readonly Endpoint[]): Promise<string[]> {
  const leaks: string[] = []
  for (const [post, voice] of voices)
    for (const endpoint of asked.filter((it) => holds(post, it))) {
      const [there, nowhere] = [
        await ask(voice, endpoint, idOf(endpoint)),
        await ask(voice, endpoint, newId()),
      ]
      if (there !== nowhere)
        leaks.push(`${post} at ${doorOf(endpoint)}: ${there} where unknown is ${nowhere}`)
    }
  return leaks
}

describe('an object', () => {
  it('is named for every endpoint with an id in its path', () => {
    const paths = new Set(county.modules.flatMap((it) => it.routes.map((route) => route.endpoint.path)))
    expect(withoutObject.filter((it) => !paths.has(it))).toEqual([])
    expect(endpoints.filter((it) => !tableOf(it)).map(doorOf)).toEqual([])
    expect(objects.filter(([begin]) => ![...paths].some((it) => it.startsWith(begin)))).toEqual([])
    expect(endpoints.length).toBeGreaterThan(120)
  })

  it('is asked for with a body that its endpoint takes', () => {
    const without = endpoints.filter((it) => it.method !== 'GET' && bodies.get(doorOf(it)) === undefined)
    expect(without.map(doorOf)).toEqual([])
  })

  it('of another county is as one that does not exist, for every post at every endpoint', async () => {
    expect(await findLeaks(strangers, endpoints)).toEqual([])
  })

  it('of another area of duty is so too, where areas bind', async () => {
    const bound = endpoints.filter((it) => ['cases.cases', 'intake.reports'].includes(String(tableOf(it))))
    const posts = new Map([...neighbours].filter(([post]) => post !== 'collector' && post !== 'sysadmin'))
    expect(await findLeaks(posts, bound)).toEqual([])
  })

  it('is there for its own county, or nothing of this would prove anything', async () => {
    const found = new Set(personal)
    for (const endpoint of endpoints) {
      const table = String(tableOf(endpoint))
      if (found.has(table)) continue
      const voice = await ownVoice(endpoint)
      if ((await ask(voice, endpoint, idOf(endpoint))) !== (await ask(voice, endpoint, newId())))
        found.add(table)
    }
    expect(objects.map(([, table]) => table).filter((it) => !found.has(it))).toEqual([])
  })
})

const own = new Map<Post, Voice>()
async function ownVoice(endpoint: Endpoint): Promise<Voice> {
  if (tableOf(endpoint)?.startsWith('cases.') && holds('unit', endpoint)) return townDesk ?? county.unit
  const post =
    postCodes.find((it) => it !== 'unit' && it !== 'collector' && holds(it, endpoint)) ?? 'sysadmin'
  const voice =
    own.get(post) ?? (await county.as({ username: `own-${post.replace('_', '-')}`, posts: [post] }))
  own.set(post, voice)
  return voice
}
