/**
 * A small county with everything the loop needs: the tiny territory, the shipped county catalogue and calendars,
 * two units, a rule of responsibility, and the people of a case. Stories are told in it over HTTP.
 */
import sharp from 'sharp'
import type { Condition } from '#domain/catalogue/catalogue.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { putResponsibilityRules, verifyCases } from '#modules/cases/index.ts'
import { findConditions, getCatalogueInForce, seedCatalogue } from '#modules/catalogue/index.ts'
import { seedTinyTerritory, tinyMiddle } from '#modules/geography/testing.ts'
import { putOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, type TestHouseOptions, testAdcode, type Voice } from './test-house.ts'

export { tinyMiddle }

export type TestCounty = TestHouse & {
  readonly lampStation: string
  readonly waterCompany: string
  readonly lamp: Condition
  /** A point in the west (area class by row) of the tiny county. */
  readonly place: [number, number]
  readonly collector: Voice
  readonly checker: Voice
  readonly acceptor: Voice
  readonly shiftLeader: Voice
  readonly dispatcher: Voice
  readonly unit: Voice
  readonly otherUnit: Voice
  readonly handler: Voice
  /** Colleagues of the checker and the handler, who have nothing to do yet. */
  readonly otherChecker: Voice
  readonly otherHandler: Voice
  readonly leader: Voice
  readonly sysadmin: Voice
  readonly securityAdmin: Voice
  readonly auditAdmin: Voice
  /** Replays every log and compares, as `jingwei verify` does; a story ends with it. */
  verify(): ReturnType<typeof verifyCases>
  /** Uploads a small photo as somebody; every photo is another one. */
  photo(voice: Voice): Promise<string>
  photos(voice: Voice, count: number): Promise<string[]>
  /** What a collector sends for a dark lamp. */
  lampReport(changes?: Record<string, unknown>): Promise<Record<string, unknown>>
}

const unit = (id: string, name: string, kind: Organisation['kind']): Organisation => ({
  id,
  name,
  shortName: null,
  kind,
  creditCode: null,
  externalCode: null,
  parentId: null,
  areaCodes: [],
  aliases: [],
  isDemonstration: false,
})

/** Opens the county; close it at the end of the file. */
export async function openTestCounty(options: TestHouseOptions = {}): Promise<TestCounty> {
  const house = await openTestHouse(options)
  const actor = systemActor(testAdcode)
  const [lampStation, waterCompany] = [newId(), newId()]
  await house.act(actor, seedTinyTerritory, {})
  await house.act(actor, seedCatalogue, { catalogues: ['county-profile'], publishFrom: '2025-01-01' })
  await house.act(actor, putOrganisations, {
    organisations: [unit(lampStation, '路灯管理所', 'company'), unit(waterCompany, '供水公司', 'company')],
  })
  const catalogue = await getCatalogueInForce(house.database, testAdcode, house.clock.now())
  const [lamp] = await findConditions(house.database, catalogue.id, { kind: 'component', code: '01037' })
  if (!lamp) throw new Error('the county profile has no street lamp')
  const rule = {
    kind: 'component',
    classCode: '01037',
    conditionId: null,
    areaCode: null,
    leadUnitId: lampStation,
  } as const
  const rules = [
    {
      ...rule,
      id: newId(),
      assistUnitIds: [],
      basis: '路灯归路灯管理所',
      validFrom: '2025-01-01',
      validTo: null,
    },
  ]
  await house.act(actor, putResponsibilityRules, { rules })
  const people = await openPeople(house, lampStation, waterCompany)
  const photos = (voice: Voice, count: number) =>
    Promise.all(Array.from({ length: count }, () => uploadPhoto(house, voice)))
  const place = tinyMiddle(0, 3)
  return {
    ...house,
    ...people,
    lampStation,
    waterCompany,
    lamp,
    place,
    verify: () => verifyCases(house.database),
    photo: (voice) => uploadPhoto(house, voice),
    photos,
    lampReport: async (changes = {}) => ({
      description: '路灯不亮，单灯熄灭',
      address: '嵩阳街道文化路 12 号对面',
      point: place,
      catalogueId: lamp.versionId,
      kind: lamp.kind,
      classCode: lamp.classCode,
      conditionId: lamp.id,
      photoIds: await photos(people.collector, 2),
      ...changes,
    }),
  }
}

async function openPeople(house: TestHouse, lampStation: string, waterCompany: string) {
  return {
    collector: await house.as({ username: 'wei', name: '魏采集', posts: ['collector'] }),
    checker: await house.as({ username: 'yun', name: '云核查', posts: ['collector'] }),
    acceptor: await house.as({ username: 'min', name: '闵受理', posts: ['acceptor'] }),
    shiftLeader: await house.as({ username: 'qiang', name: '强值班', posts: ['shift_leader'] }),
    dispatcher: await house.as({ username: 'bao', name: '鲍派遣', posts: ['dispatcher'] }),
    unit: await house.as({ username: 'deng', name: '邓路灯', posts: ['unit'], organisationId: lampStation }),
    otherUnit: await house.as({
      username: 'shui',
      name: '水供应',
      posts: ['unit'],
      organisationId: waterCompany,
    }),
    handler: await house.as({
      username: 'gang',
      name: '刚处置',
      posts: ['handler'],
      organisationId: lampStation,
    }),
    otherChecker: await house.as({ username: 'he', name: '和核查', posts: ['collector'] }),
    otherHandler: await house.as({
      username: 'lin',
      name: '林处置',
      posts: ['handler'],
      organisationId: lampStation,
    }),
    leader: await house.as({ username: 'zhang', name: '张领导', posts: ['leader'] }),
    sysadmin: await house.as({ username: 'root-admin', name: '管理员', posts: ['sysadmin'] }),
    securityAdmin: await house.as({ username: 'an-quan', name: '安全员', posts: ['security_admin'] }),
    auditAdmin: await house.as({ username: 'shen-ji', name: '审计员', posts: ['audit_admin'] }),
  }
}

/** A photo that is really one, as a multipart form. */
export function photoForm(
  content: Buffer,
  type = 'image/jpeg',
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = '----jingwei-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="photo.jpg"\r\ncontent-type: ${type}\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

let shade = 0

async function uploadPhoto(house: TestHouse, voice: Voice): Promise<string> {
  shade += 1
  // Far apart from one to the next: flat colours that lie side by side become the same JPEG, and one picture in a document.
  const background = { r: (shade * 53) % 256, g: (shade * 97) % 256, b: (shade * 29) % 256 }
  const content = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .jpeg()
    .toBuffer()
  const { payload, headers } = photoForm(content)
  const reply = await house.app.inject({
    method: 'POST',
    url: '/api/photos',
    payload,
    headers: { ...headers, authorization: `Bearer ${voice.token}` },
  })
  if (reply.statusCode !== 200) throw new Error(`upload failed: ${reply.body}`)
  return reply.json<{ id: string }>().id
}
