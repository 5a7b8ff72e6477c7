/** Whether the disk of the data folder has room. */
import { fault, fine, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

const gigabyte = 2 ** 30
const inGigabytes = (bytes: number): string => `${(bytes / gigabyte).toFixed(1)} GB`
const advice = {
  zh: '清理或扩容磁盘；备份请放到另一块盘。剩余空间用尽时写入会被拒绝，已确认的数据不受影响。',
  en: 'Free space or enlarge the disk, and keep backups on another. When it is full, changes are refused; nothing acknowledged is lost.',
}

export const diskFree: Check = {
  name: 'disk-free',
  run: async ({ config, machine }) => {
    const folder = config.values.JINGWEI_DATA
    const space = await machine.space(folder)
    if (!space) return []
    const { free, total } = space
    const sentence = {
      zh: `${folder} 所在磁盘剩余 ${inGigabytes(free)}（共 ${inGigabytes(total)}）。`,
      en: `The disk of ${folder} has ${inGigabytes(free)} free of ${inGigabytes(total)}.`,
    }
    if (free < gigabyte) return [fault(sentence, advice)]
    if (free < 5 * gigabyte || free / total < 0.05) return [warning(sentence, advice)]
    return [fine(sentence.zh, sentence.en)]
  },
}
