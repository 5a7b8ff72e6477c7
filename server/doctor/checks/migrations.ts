/** Whether the database is at the state this version of the program knows. */
import { listWaitingMigrations } from '#platform/database/migrate.ts'
import { fine, warning } from '../finding.ts'
import { checkOfDatabase } from '../patient.ts'

export const migrations = checkOfDatabase('migrations', async (database) => {
  const waiting = await listWaitingMigrations((text) => database.rows(text)).catch(() => undefined)
  if (waiting === undefined || waiting.length > 0)
    return [
      warning(
        {
          zh: waiting
            ? `有 ${waiting.length} 项数据库升级未执行，从 ${waiting[0]} 起。`
            : '数据库还没有建立结构。',
          en: waiting
            ? `${waiting.length} migrations wait, from ${waiting[0]} on.`
            : 'The database has no structure yet.',
        },
        {
          zh: '先备份，再启动服务或执行 jingwei migrate。',
          en: 'Make a backup, then start the server or run jingwei migrate.',
        },
      ),
    ]
  return [fine('数据库结构是最新的', 'the database is up to date')]
})
