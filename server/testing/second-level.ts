/** A town with a second level in the test county: its desk, two communities and a contractor below it. */
import type { InnerDetail, InnerReceipt } from '#domain/cases/inner-orders/inner-contract.ts'
import type { InnerActionName } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import { toKebab } from '#domain/cases/life-cycle.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { putOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { type CaseStory, openStory } from './case-story.ts'
import type { TestCounty } from './test-county.ts'
import { type Answer, testAdcode, type Voice } from './test-house.ts'

type Body = Record<string, unknown>

export type SecondLevel = {
  readonly town: string
  readonly north: string
  readonly south: string
  readonly contractor: string
  readonly desk: Voice
  /** The second level of another town. */
  readonly otherDesk: Voice
  readonly northUnit: Voice
  readonly southHandler: Voice
  readonly contractorUnit: Voice
  /** A case that was dispatched to the town. */
  openTownCase(): Promise<CaseStory>
  /** Gives parts of a case to units, as the town's desk unless somebody is named. */
  split(caseId: string, orders: Body[], as?: Voice): Promise<Answer>
  /** The same where it must succeed; the receipts. */
  splitInto(caseId: string, ...orders: Body[]): Promise<InnerReceipt[]>
  step(orderId: string, action: InnerActionName, as: Voice, body?: Body): Promise<Answer>
  ordersOf(caseId: string, as?: Voice): Promise<InnerDetail[]>
}

const organisation = (
  id: string,
  name: string,
  kind: Organisation['kind'],
  parentId: string | null,
): Organisation => ({
  id,
  name,
  shortName: null,
  kind,
  creditCode: null,
  externalCode: null,
  parentId,
  areaCodes: [],
  aliases: [],
  isDemonstration: false,
})

/** Adds the town to `county`. */
export async function openSecondLevel(county: TestCounty): Promise<SecondLevel> {
  const [town, otherTown, north, south, contractor] = [newId(), newId(), newId(), newId(), newId()]
  await county.act(systemActor(testAdcode), putOrganisations, {
    organisations: [
      organisation(town, '嵩阳街道办事处', 'town', null),
      organisation(otherTown, '杨桥街道办事处', 'town', null),
      organisation(north, '北街社区居委会', 'community', town),
      organisation(south, '南街社区居委会', 'community', town),
      organisation(contractor, '嵩阳保洁承包队', 'contractor', town),
    ],
  })
  const at = (
    username: string,
    name: string,
    post: 'unit' | 'handler' | 'sub_center',
    organisationId: string,
  ) => county.as({ username, name, posts: [post], organisationId })
  const desk = await at('song', '宋街道', 'sub_center', town)
  const split: SecondLevel['split'] = (caseId, orders, as = desk) =>
    as.post(`/api/cases/${caseId}/inner-orders`, { orders })
  return {
    town,
    north,
    south,
    contractor,
    desk,
    otherDesk: await at('yang', '杨街道', 'sub_center', otherTown),
    northUnit: await at('bei', '白社区', 'unit', north),
    southHandler: await at('nan', '南社区', 'handler', south),
    contractorUnit: await at('cheng', '程保洁', 'unit', contractor),
    openTownCase: async () => {
      const story = await openStory(county)
      await story.takeAll('sendOn', 'file')
      await story.take('dispatch', { leadUnitId: town })
      return story
    },
    split,
    splitInto: async (caseId, ...orders) => {
      const answer = await split(caseId, orders)
      if (answer.status !== 200) throw new Error(`the split failed: ${JSON.stringify(answer.body)}`)
      return (answer.body as { orders: InnerReceipt[] }).orders
    },
    step: async (orderId, action, as, body = {}) =>
      as.post(`/api/inner-orders/${orderId}/${toKebab(action)}`, {
        ...(action === 'report' ? { result: '已清理干净', photoIds: [await county.photo(as)] } : {}),
        ...body,
      }),
    ordersOf: async (caseId, as = desk) =>
      (await as.get(`/api/cases/${caseId}/inner-orders`)).body['orders'] as InnerDetail[],
  }
}
