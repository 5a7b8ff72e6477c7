/** Whether the database answers, is of a known release, and keeps what it acknowledges. */
import { oldestMajorVersion } from '#platform/database/open-database.ts'
import { type Finding, fault, fine, note } from '../finding.ts'
import type { Check } from '../patient.ts'

/** The newest release that the tests run on. */
const newestTried = 18
const durable = ['fsync', 'full_page_writes', 'synchronous_commit']

export const databaseServer: Check = {
  name: 'database-server',
  run: async ({ database, databaseFault }) => {
    if (!database)
      return [
        fault(
          {
            zh: `数据库打不开：${databaseFault ?? ''}`,
            en: `The database cannot be opened: ${databaseFault ?? ''}`,
          },
          {
            zh: '看数据库的日志；服务器方式检查 DATABASE_URL、网络与账户，内嵌方式检查数据目录与磁盘。',
            en: 'Read its log; with a server look at DATABASE_URL, network and account, with the embedded one at data folder and disk.',
          },
        ),
      ]
    const settings = await database.rows<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name = any($1)`,
      [[...durable, 'server_version', 'server_version_num']],
    )
    const found = new Map(settings.map((it) => [it.name, it.setting]))
    const major = Math.floor(Number(found.get('server_version_num')) / 10_000)
    const release = found.get('server_version') ?? ''
    return [...judgeRelease(major, release), ...durable.flatMap((it) => judgeDurability(it, found.get(it)))]
  },
}

function judgeRelease(major: number, release: string): Finding[] {
  if (major < oldestMajorVersion)
    return [
      fault(
        { zh: `PostgreSQL ${release} 过旧。`, en: `PostgreSQL ${release} is too old.` },
        { zh: `升级到 ${oldestMajorVersion} 及以上。`, en: `Upgrade to ${oldestMajorVersion} or newer.` },
      ),
    ]
  if (major > newestTried)
    return [
      note(
        {
          zh: `PostgreSQL ${release} 比测试过的 ${newestTried} 更新。`,
          en: `PostgreSQL ${release} is newer than ${newestTried}, the newest that was tried.`,
        },
        { zh: '先在测试环境运行一段时间。', en: 'Let it run in a trial installation first.' },
      ),
    ]
  return [fine(`PostgreSQL ${release}`, `PostgreSQL ${release}`)]
}

const judgeDurability = (name: string, value: string | undefined): Finding[] =>
  value === 'off'
    ? [
        fault(
          {
            zh: `数据库的 ${name} 已关闭，断电会丢失已确认的记录。`,
            en: `${name} of the database is off: a power failure loses acknowledged records.`,
          },
          {
            zh: `在数据库设置里把 ${name} 设为 on。`,
            en: `Set ${name} to on in the settings of the database.`,
          },
        ),
      ]
    : []
