/** Whether each of several database servers answers, and whether exactly one of them takes itself for the primary. */
import { lookAtHost } from '#platform/database/primary/look-at-host.ts'
import { nameHost, splitHosts } from '#platform/database/primary/split-hosts.ts'
import { type Finding, fault, fine, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

export const databaseStandby: Check = {
  name: 'database-standby',
  run: async ({ config }) => {
    const urls = splitHosts(config.values.DATABASE_URL ?? '')
    if (urls.length === 1) return []
    const seen = await Promise.all(
      urls.map(async (url) => ({ host: nameHost(url), sight: await lookAtHost(url) })),
    )
    const primaries = seen.filter((it) => it.sight?.isPrimary).map((it) => it.host)
    const silent = seen.filter((it) => !it.sight).map((it) => it.host)
    const found: Finding[] = silent.map((host) =>
      warning(
        { zh: `数据库服务器 ${host} 没有应答。`, en: `The database server ${host} does not answer.` },
        {
          zh: '看这台服务器、网络与账号；没有备库时，主库一坏业务就停。',
          en: 'Look at that server, the network and the login; without a standby everything stops with the primary.',
        },
      ),
    )
    if (primaries.length > 1)
      found.push(
        fault(
          {
            zh: `${primaries.join('、')} 都自称主库。`,
            en: `${primaries.join(' and ')} each say that they are the primary.`,
          },
          {
            zh: '程序只用最后提升的一台；请立即停掉旧主库，用 pg_rewind 或 pg_basebackup 重做成备库。',
            en: 'The program works with the one promoted last; stop the other now and make it a standby by pg_rewind or pg_basebackup.',
          },
        ),
      )
    return found.length
      ? found
      : [
          fine(
            `主库 ${primaries.join()}，其余为备库`,
            `${primaries.join()} is the primary, the others are standbys`,
          ),
        ]
  },
}
