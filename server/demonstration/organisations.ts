/**
 * The organisations of the demonstration county: the centre, and everybody who puts things right. The kinds of
 * bodies follow the county's report; their names are those that such a county uses, without its own name before
 * them, because the cases they will be measured by are invented.
 */
import type { UnitKind } from '#domain/catalogue/unit-kind.ts'
import type { Organisation } from '#domain/identity/organisation.ts'

export type DemonstrationOrganisation = {
  /** Known by this everywhere in the demonstration: external code, and user names `unit-<slug>`. */
  readonly slug: string
  readonly name: string
  readonly shortName: string
  readonly kind: Organisation['kind']
  /** What catalogues mean that speak of a kind of unit. */
  readonly unitKinds: readonly UnitKind[]
  readonly parent?: string
  readonly areaCodes?: readonly string[]
  /** Whether cases are dispatched to it. */
  readonly disposes: boolean
  /** Whether it has people of its own on the street. */
  readonly worksOnTheSpot: boolean
  /** Whether it is given parts of cases by the second level above it, and no case by the county. */
  readonly isInner: boolean
}

type Kind = Organisation['kind']
type Extra = {
  unitKinds?: UnitKind[]
  parent?: string
  areaCodes?: string[]
  disposes?: boolean
  isInner?: boolean
}

const onTheSpot: readonly Kind[] = ['company', 'contractor', 'squad', 'other']

const organisation = (
  kind: Kind,
  slug: string,
  [name, shortName]: [string, string],
  extra: Extra = {},
): DemonstrationOrganisation => ({
  slug,
  name,
  shortName,
  kind,
  unitKinds: [],
  disposes: true,
  worksOnTheSpot: extra.isInner !== true && onTheSpot.includes(kind),
  isInner: false,
  ...extra,
})

const centre = [
  organisation('centre', 'centre', ['县城市管理监督指挥中心', '指挥中心'], { disposes: false }),
  organisation('collection-team', 'collection-team', ['县城管信息采集队', '采集队'], {
    parent: 'centre',
    disposes: false,
  }),
]

const bureaus = [
  organisation('bureau', 'urban-management', ['县城市管理局', '城管局'], { unitKinds: ['urban_management'] }),
  organisation('bureau', 'housing', ['县住房和城乡建设局', '住建局'], {
    unitKinds: ['housing', 'builder', 'property'],
  }),
  organisation('bureau', 'planning', ['县自然资源局', '自然资源局'], { unitKinds: ['planning'] }),
  organisation('bureau', 'police', ['县公安局', '公安局'], { unitKinds: ['police'] }),
  organisation('bureau', 'traffic-police', ['县公安局交警大队', '交警大队'], {
    unitKinds: ['traffic_police'],
    parent: 'police',
  }),
  organisation('bureau', 'market', ['县市场监督管理局', '市场监管局'], { unitKinds: ['market'] }),
  organisation('bureau', 'agriculture', ['县农业农村局', '农业农村局'], { unitKinds: ['agriculture'] }),
  organisation('bureau', 'water-affairs', ['县水务局', '水务局'], { unitKinds: ['water_affairs'] }),
  organisation('bureau', 'transport', ['县交通运输局', '交通运输局'], {
    unitKinds: ['transport', 'railway'],
  }),
  organisation('bureau', 'environment', ['市生态环境局县分局', '生态环境分局'], {
    unitKinds: ['environment'],
  }),
  organisation('bureau', 'commerce', ['县商务和投资促进局', '商务局'], { unitKinds: ['commerce'] }),
  organisation('bureau', 'civil-affairs', ['县民政局', '民政局'], { unitKinds: ['civil_affairs'] }),
  organisation('bureau', 'culture', ['县文化和旅游局', '文旅局'], { unitKinds: ['culture'] }),
  organisation('bureau', 'health', ['县卫生健康局', '卫健局'], { unitKinds: ['health'] }),
  organisation('bureau', 'fire', ['县消防救援大队', '消防大队'], { unitKinds: ['fire'] }),
  organisation('bureau', 'emergency', ['县应急管理局', '应急局'], { unitKinds: ['emergency'] }),
  organisation('bureau', 'meteorology', ['县气象局', '气象局'], { unitKinds: ['meteorology'] }),
]

const companies = [
  organisation('other', 'municipal-works', ['县市政设施养护所', '市政养护所'], {
    unitKinds: ['municipal_works'],
    parent: 'urban-management',
  }),
  organisation('other', 'street-lighting', ['县路灯管理站', '路灯站'], {
    unitKinds: ['street_lighting'],
    parent: 'urban-management',
  }),
  organisation('company', 'water-supply', ['县自来水公司', '自来水公司'], { unitKinds: ['water_supply'] }),
  organisation('company', 'drainage', ['县排水公司', '排水公司'], { unitKinds: ['drainage'] }),
  organisation('company', 'power', ['县供电公司', '供电公司'], { unitKinds: ['power'] }),
  organisation('company', 'telecom', ['县通信线路联合维护公司', '通信维护公司'], { unitKinds: ['telecom'] }),
  organisation('company', 'gas', ['县燃气公司', '燃气公司'], { unitKinds: ['gas'] }),
  organisation('company', 'postal', ['县邮政分公司', '邮政公司'], { unitKinds: ['postal'] }),
  organisation('contractor', 'landscaping', ['县园林绿化养护承包单位', '绿化承包'], {
    unitKinds: ['landscaping'],
    parent: 'urban-management',
  }),
]

const lots = ['一', '二', '三', '四', '五'].map((ordinal, index) =>
  organisation(
    'contractor',
    `cleaning-${index + 1}`,
    [`县环卫保洁第${ordinal}标段承包单位`, `保洁${ordinal}标`],
    {
      unitKinds: ['sanitation'],
      parent: 'urban-management',
    },
  ),
)

export type Town = { readonly code: string; readonly name: string; readonly kind: 'street' | 'town' | 'zone' }

const officeOf: Record<Town['kind'], string> = { street: '办事处', town: '人民政府', zone: '管理委员会' }

/** A town's own office, which is also its second-level platform. */
const townOffice = ({ code, name, kind }: Town): DemonstrationOrganisation =>
  organisation('town', `town-${code}`, [`${name}${officeOf[kind]}`, name.slice(0, 30)], {
    unitKinds: ['town'],
    areaCodes: [code],
  })

/** The enforcement squad of a town or street; zones have none of their own. */
const squad = ({ code, name }: Town): DemonstrationOrganisation =>
  organisation('squad', `squad-${code}`, [`${name}综合执法队`, `${name}执法队`], {
    unitKinds: ['enforcement'],
    parent: 'urban-management',
    areaCodes: [code],
  })

export type Community = { readonly code: string; readonly name: string }

const communitiesBelow = 6

/** What stands below the first town, whose second level a visitor may sign in to: communities and two teams. */
function belowTown(town: Town, communities: readonly Community[]): DemonstrationOrganisation[] {
  const below = { parent: `town-${town.code}`, disposes: false, isInner: true } as const
  const ofTown = communities.filter((it) => it.code.startsWith(town.code)).slice(0, communitiesBelow)
  return [
    ...ofTown.map(({ code, name }) =>
      organisation('community', `community-${code}`, [name, name.replace('居民委员会', '').slice(0, 30)], {
        ...below,
        areaCodes: [code],
      }),
    ),
    organisation('contractor', `town-cleaning-${town.code}`, [`${town.name}环卫保洁队`, '环卫保洁队'], below),
    organisation('squad', `town-repair-${town.code}`, [`${town.name}市政维护队`, '市政维护队'], below),
  ]
}

/** All organisations, in an order in which parents come first. */
export const demonstrationOrganisations = (
  towns: readonly Town[],
  communities: readonly Community[],
): DemonstrationOrganisation[] => [
  ...centre,
  ...bureaus,
  ...companies,
  ...lots,
  ...towns.map(townOffice),
  ...towns.filter((it) => it.kind !== 'zone').map(squad),
  ...towns.slice(0, 1).flatMap((it) => belowTown(it, communities)),
]
