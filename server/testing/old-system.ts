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
  '问题描述',
  '地址',
  '经度',
  '纬度',
  '上报时间',
  '立案时间',
  '派遣时间',
  '处置完成时间',
  '处置单位',
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
