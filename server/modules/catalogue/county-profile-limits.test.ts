/** Whether the limits that the county profile calls stated are those of the norm it was made from. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { realData } from '#platform/testing/real-data.ts'
import { readShippedCatalogue } from './standards-folder.ts'

const norm = realData('case-standards-yuncheng/standards_component_event.csv')
const clocks = { 天: 'work_day', 小时: 'work_hour', 紧急工作时: 'urgent_hour', 紧急工作日: 'natural_day' }
const majors: Record<string, string> = { 市容环境: '06', 宣传广告: '07', 施工管理: '08', 街面秩序: '09' }

/** Classes whose number the norm does not have in the same place: the names they go by there. */
const byName: Record<string, string[]> = {
  'component 01069': ['水域附属设施'],
  'component 01070': ['水域护栏'],
  'component 01071': ['防汛墙'],
  'component 01074': ['综合管廊设施'],
  'component 01999': ['爱心驿站'],
  'component 02034': ['无障碍坡道及盲道'],
  'component 03016': ['烟头收集器 或灭烟处'],
  'component 04011': ['树池树篦'],
  'component 04012': ['高架挂箱'],
  'component 04013': ['边绿地（人行道绿地）'],
  'component 04999': ['机非隔离带'],
  'matter 06026': ['河道污染', '河道违采、乱堆'],
  'matter 06039': ['违章开设道口'],
  'matter 06040': ['私设地桩、地锁、停车杆'],
  'matter 06041': ['垃圾未分类'],
  'matter 06042': ['垃圾满溢'],
  'matter 06043': ['遮阳篷（伞）'],
  'matter 06044': ['节庆装饰物'],
  'matter 06045': ['非法占绿毁绿'],
  'matter 06046': ['河道违建'],
  'matter 06048': ['边坡、挡土墙'],
  'matter 06049': ['台阶'],
  'matter 06050': ['路沿石'],
  'matter 06051': ['无障碍坡道及盲道'],
  'matter 06052': ['无障碍坡道及盲道'],
  'matter 06998': ['违规养犬'],
  'matter 06999': ['餐厨垃圾遗撒和污染'],
  'matter 07008': ['公益性宣传品'],
  'matter 08014': ['预埋件裸露钢筋'],
  'matter 08015': ['施工公示牌'],
  'matter 09011': ['共享单车管理'],
  'matter 09012': ['占用消防通道'],
  'matter 09013': ['临街屠宰'],
  'matter 09017': ['桥下空间管理'],
  'matter 09020': ['农贸市场管理'],
  'matter 09021': ['占道清洗装潢车辆'],
  'matter 09022': ['占道促销宣传'],
  'matter 10001': ['道路积雪、积冰'],
  'matter 10002': ['架空线缆脱落', '线体垂落'],
  'matter 98004': ['违法农村自建房'],
  'matter 99001': ['供水管道破裂'],
  'matter 99002': ['燃气管道破裂'],
  'matter 99003': ['排水管道堵塞、破裂'],
  'matter 99004': ['路面塌陷'],
  'matter 99005': ['道路积水'],
  'matter 99006': ['高空坠物'],
  'matter 99007': ['突发事件'],
}

test.skipIf(!norm)('stated limits are those of the norm, class by class (needs JINGWEI_REAL_DATA)', () => {
  const rows = parse(readFileSync(norm ?? ''), { columns: true, bom: true }) as Record<string, string>[]
  const limitsOf = (chosen: typeof rows) =>
    chosen.map((it) => `${it['limit_value']} ${clocks[it['limit_unit'] as keyof typeof clocks]}`).sort()
  const byNumber = Map.groupBy(rows, (it) => {
    const major = it['kind'] === 'component' ? it['big_code'] : majors[it['big_name'] ?? '']
    return `${it['kind'] === 'component' ? 'component' : 'matter'} ${major}0${it['small_code']}`
  })
  const { conditions } = readShippedCatalogue('county-profile')
  const stated = Map.groupBy(
    conditions.filter((it) => it.limitBasis === 'stated'),
    (it) => `${it.kind} ${it.classCode}`,
  )
  expect(stated.size).toBe(161)
  for (const [key, group] of stated) {
    const limits = group.map((it) => `${it.limits?.default.value} ${it.limits?.default.unit}`).sort()
    const names = byName[key]
    if (!names) expect(limits, key).toEqual(limitsOf(byNumber.get(key) ?? []))
    else {
      const known = limitsOf(rows.filter((it) => names.includes(it['small_name'] ?? '')))
      expect(known, key).toEqual(expect.arrayContaining(limits))
    }
  }
})
