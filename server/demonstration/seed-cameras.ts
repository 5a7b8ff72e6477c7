/** Writes a handful of cameras along the streets, whose picture is drawn, and a few findings that wait for a review. */

import type { Sentence } from '#domain/problem.ts'
import { createCamera, findCameras, recordFinding } from '#modules/cameras/index.ts'
import { storePhoto } from '#modules/evidence/index.ts'
import { listPlaces } from '#modules/geography/index.ts'
import { systemActor } from '#platform/actor.ts'
import { findDemonstrationOrganisations } from './demonstration-organisations.ts'
import { type DrawnSubject, drawPicture } from './drawn-pictures.ts'
import type { Seeding } from './seeding.ts'

const howMany = 8
const noted: readonly (readonly [DrawnSubject, string])[] = [
  ['stall', '人行道上有流动摊贩占道经营'],
  ['litter', '路边有散落垃圾'],
  ['goods', '门店前堆放物料占用人行道'],
  ['cover', '井盖移位，路面有缺口'],
]

/** Cameras at streets spread over the county; each says in its name that it is a demonstration. */
export async function seedCameras(seeding: Seeding): Promise<Sentence> {
  const { house, actor, adcode, files } = seeding
  const owner = (await findDemonstrationOrganisations(seeding)).idOf('urban-management')
  const streets = await listPlaces(house.database, adcode, 'street')
  const step = Math.max(1, Math.floor(streets.length / howMany))
  const chosen = streets.filter((_, index) => index % step === 0).slice(0, howMany)
  const known = new Set((await findCameras(house.database, adcode)).map((it) => it.code))
  const create = createCamera([])
  for (const [index, street] of chosen.entries()) {
    const code = `${adcode}0000132${String(index + 1).padStart(7, '0')}`
    if (known.has(code)) continue
    await house.act(actor, create, {
      code,
      name: `${street.text}（演示）`,
      address: street.text,
      point: [street.position[0], street.position[1]],
      datum: 'cgcs2000',
      organisationId: owner,
      kind: index % 3 === 0 ? 'dome' : 'bullet',
      bearing: (index * 47) % 360,
      angle: index % 3 === 0 ? 360 : 70,
      state: index === howMany - 1 ? 'out-of-order' : 'in-service',
      access: index === 1 ? 'restricted' : 'centre',
      purpose: '市容秩序巡查（演示）',
      legalBasis: '演示用，无真实设置依据',
      retentionDays: 7,
      waitDays: 30,
      streamUrl: null,
      snapshotUrl: null,
      isDemonstration: true,
    })
  }
  const cameras = (await findCameras(house.database, adcode)).filter(
    (it) => it.isDemonstration && it.access === 'centre',
  )
  for (const [index, [subject, note]] of noted.entries()) {
    const camera = cameras[index]
    if (!camera) continue
    const photo = await storePhoto(files, await drawPicture(subject))
    const options = { requestId: `demonstration-finding:${camera.id}` }
    await house.act(
      systemActor(adcode, '演示'),
      recordFinding,
      { from: { cameraId: camera.id }, note, photo },
      options,
    )
  }
  return {
    zh: `${chosen.length} 个探头，${noted.length} 条视频发现待审核`,
    en: `${chosen.length} cameras, ${noted.length} findings to be reviewed`,
  }
}
