/**
 * Kinds of units and departments that a catalogue may name without knowing a county's organisations: the county
 * says once which organisation is its drainage unit, and every class that speaks of drainage follows.
 */
import { z } from 'zod'
import type { Sentence } from '#domain/problem.ts'

const names = {
  municipal_works: { zh: '市政设施养护单位', en: 'municipal works' },
  street_lighting: { zh: '城市照明管理单位', en: 'street lighting' },
  water_supply: { zh: '供水企业', en: 'water supply' },
  drainage: { zh: '排水设施运营单位', en: 'drainage' },
  gas: { zh: '燃气经营企业', en: 'gas supply' },
  power: { zh: '供电企业', en: 'power supply' },
  telecom: { zh: '通信与广电运营企业', en: 'telecom and cable operators' },
  sanitation: { zh: '环卫作业单位', en: 'street cleaning and waste' },
  landscaping: { zh: '园林绿化养护单位', en: 'parks and greenery' },
  enforcement: { zh: '城市管理综合执法队伍', en: 'urban management enforcement' },
  traffic_police: { zh: '公安交通管理部门', en: 'traffic police' },
  police: { zh: '公安机关', en: 'police' },
  transport: { zh: '交通运输部门及公交企业', en: 'transport and bus companies' },
  water_affairs: { zh: '水务部门及河道管理单位', en: 'water affairs' },
  environment: { zh: '生态环境部门', en: 'environment' },
  housing: { zh: '住房和城乡建设部门', en: 'housing and construction' },
  planning: { zh: '自然资源部门', en: 'natural resources and planning' },
  market: { zh: '市场监督管理部门', en: 'market supervision' },
  commerce: { zh: '商务部门及市场开办者', en: 'commerce and market operators' },
  civil_affairs: { zh: '民政部门', en: 'civil affairs' },
  culture: { zh: '文化旅游、文物和体育部门', en: 'culture, heritage and sport' },
  agriculture: { zh: '农业农村和林草部门', en: 'agriculture and forestry' },
  health: { zh: '卫生健康部门', en: 'health' },
  fire: { zh: '消防救援机构', en: 'fire and rescue' },
  emergency: { zh: '应急管理部门', en: 'emergency management' },
  meteorology: { zh: '气象部门', en: 'meteorology' },
  postal: { zh: '邮政和快递企业', en: 'postal services' },
  railway: { zh: '铁路运营单位', en: 'railway' },
  urban_management: { zh: '城市管理部门', en: 'urban management bureau' },
  town: { zh: '属地乡镇（街道）', en: 'town or street office' },
  builder: { zh: '建设、施工单位', en: 'builders and developers' },
  property: { zh: '物业服务企业', en: 'property management' },
  owner: { zh: '产权或经营单位', en: 'owner or operator' },
} as const satisfies Record<string, Sentence>

/** The code words of unit kinds. */
export const unitKinds = Object.keys(names) as [keyof typeof names, ...(keyof typeof names)[]]
export const UnitKind = z.enum(unitKinds)
export type UnitKind = z.infer<typeof UnitKind>

/** The name of a kind of unit, in both languages. */
export const unitKindName = (kind: UnitKind): Sentence => names[kind]
