/** Whether there is a fresh copy. */
import { findBackupAge } from '#modules/backup/index.ts'
import { fault, fine, warning } from '../finding.ts'
import { checkOfDatabase } from '../patient.ts'

const mostHours = 48
const advice = {
  zh: '执行 jingwei backup，并用 jingwei backup list 看定时备份为何没有完成。',
  en: 'Run jingwei backup, and see by jingwei backup list why none was made by the clock.',
}

export const backupAge = checkOfDatabase('backup-age', async (database, { config }) => {
  if (config.values.JINGWEI_MODE === 'demonstration') return []
  const seconds = await findBackupAge(database)
  if (seconds === undefined) return [fault({ zh: '还没有任何备份。', en: 'There is no copy yet.' }, advice)]
  const hours = Math.round(seconds / 3600)
  const sentence = { zh: `最近的备份在 ${hours} 小时之前。`, en: `The newest copy is ${hours} hours old.` }
  return hours > mostHours ? [warning(sentence, advice)] : [fine(sentence.zh, sentence.en)]
})
