/** An invented export of an old system: cases in every state, with photos, in the headings of the shipped template. */
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import sharp from 'sharp'

/** The headings of the template, in their order. */
export const oldHeadings = [
  '案卷号',
  '受理号',
  '状态',
  '来源',
  '类别',
  '小类代码',
  '立案条件序号',
  '部件标识码',
  '问题描述',
  '地址',
  '经度',
  '纬度',
  '上报时间',
  '立案时间',
  '派遣时间',
  '处置完成时间',
  '处置单位',
  '协办单位',
  '处置人员用户名',
  '处置时限',
  '剩余时限',
  '处置截止时间',
  '处置截止日期',
  '环节剩余时限',
  '挂账至',
  '延期次数',
  '回退次数',
  '返工次数',
  '是否紧急',
  '诉求人',
  '诉求人电话',
  '照片文件',
] as const

export type OldRow = Partial<Record<(typeof oldHeadings)[number], string | number>>

/** A case that the lamp station has in hand, with four of sixteen hours left. */
export const anOldRow = (number: string, given: OldRow = {}): OldRow => ({
  案卷号: number,
  状态: '处置中',
  来源: '12345',
  类别: '部件',
  小类代码: '01037',
  问题描述: `路灯不亮（${number}）`,
  地址: '文化路 12 号',
  上报时间: '2026-06-11 09:00:00',
  立案时间: '2026-06-11 09:30:00',
  派遣时间: '2026-06-11 10:00:00',
  处置单位: '路灯管理所',
  处置时限: '16 工作时',
  剩余时限: 4,
  诉求人: '李小明',
  诉求人电话: '13812345678',
  ...given,
})

/** Writes the rows as the template reads them. */
export async function writeOldWorkbook(path: string, rows: readonly OldRow[]): Promise<string> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('在办案件')
  sheet.addRow([...oldHeadings])
  for (const row of rows) sheet.addRow(oldHeadings.map((heading) => row[heading] ?? null))
  await workbook.xlsx.writeFile(path)
  return path
}

/** A photo of one colour; `takenAt` is written into it as a camera does. */
export function oldPhoto(shade: number, takenAt?: string): Promise<Buffer> {
  const background = { r: shade % 256, g: (shade >> 8) % 256, b: 40 }
  const picture = sharp({ create: { width: 48, height: 32, channels: 3, background } })
  return (
    takenAt ? picture.withExif({ IFD2: { DateTimeOriginal: takenAt }, IFD0: { Artist: 'Secret' } }) : picture
  )
    .jpeg()
    .toBuffer()
}

/** Puts a file into a folder of photos, as it was at `at`. */
export async function putOldFile(
  folder: string,
  name: string,
  content: Buffer | string,
  at = '2026-06-11T10:00:00+08:00',
): Promise<void> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, content)
  await utimes(path, new Date(at), new Date(at))
}

const states = [
  '待受理',
  '核实中',
  '待立案',
  '待派遣',
  '待处置',
  '处置中',
  '处置中',
  '处置中',
  '延期待批',
  '挂账',
  '已反馈',
  '待核查',
  '核查中',
  '待结案',
] as const
const sources = ['12345', '监督员', '微信', '网格员', '领导'] as const
const limits = ['4 工作时', '16 工作时', '2 个紧急工作时', '3 个自然日', '1 个工作日', '5 个工作日'] as const

/** An export of `count` cases of every kind, always the same; its list was true on 2026-06-15 at eight in the morning. */
export function anOldExport(count: number, units: readonly string[]): OldRow[] {
  return Array.from({ length: count }, (_, index) => {
    const pick = <Item>(list: readonly Item[], salt: number): Item =>
      list[(index * 7 + salt * 3 + (index >> 4)) % list.length] as Item
    const state = states[index % states.length] ?? '处置中'
    const isWaiting = ['待受理', '核实中', '待立案'].includes(state)
    const hasUnit = !isWaiting && state !== '待派遣'
    const limit = pick(limits, 1)
    const [amount = ''] = limit.split(' ')
    // From half a limit overdue to the whole limit left.
    const left = Math.round(Number(amount) * ((index % 13) / 8 - 0.5) * 100) / 100
    const day = String(3 + (index % 9)).padStart(2, '0')
    return {
      案卷号: `530127202606${day}${String(index).padStart(5, '0')}`,
      受理号: `S-${index}`,
      状态: state,
      来源: pick(sources, 2),
      类别: '部件',
      小类代码: '01037',
      问题描述: `第 ${index} 件：路灯不亮`,
      地址: `文化路 ${index} 号`,
      上报时间: `2026-06-${day} 09:00:00`,
      ...(isWaiting ? {} : { 立案时间: `2026-06-${day} 09:20:00`, 处置时限: limit }),
      ...(hasUnit ? { 派遣时间: `2026-06-${day} 09:40:00`, 处置单位: pick(units, 0), 剩余时限: left } : {}),
      ...(['已反馈', '待核查', '核查中', '待结案'].includes(state)
        ? { 处置完成时间: '2026-06-12 16:30:00' }
        : {}),
      ...(state === '挂账' ? { 挂账至: '2026-07-15' } : {}),
      延期次数: index % 17 === 0 && hasUnit ? 1 : 0,
      返工次数: index % 19 === 0 && hasUnit ? 1 : 0,
      是否紧急: index % 23 === 0 ? '是' : '否',
      诉求人: index % 5 === 0 ? '王大明' : '',
      诉求人电话: index % 5 === 0 ? `138${String(10_000_000 + index)}` : '',
    }
  })
}
