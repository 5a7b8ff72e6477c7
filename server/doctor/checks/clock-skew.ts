/** Whether this machine's clock agrees with the database's, and has not gone back since the last act. */
import { fault, fine, warning } from '../finding.ts'
import { checkOfDatabase } from '../patient.ts'

const mostSeconds = 2
const advice = {
  zh: '打开对时服务（timedatectl set-ntp true），使两台机器的时间一致。',
  en: 'Turn on time synchronisation (timedatectl set-ntp true), so that both machines agree.',
}

export const clockSkew = checkOfDatabase('clock-skew', async (database, { machine: { now } }) => {
  const [row] = await database.rows<{ there: Date; last: Date | null }>(
    `select clock_timestamp() as there, (select max(at) from platform.announcements) as last`,
  )
  if (!row) return []
  if (row.last && row.last.getTime() > now.getTime() + mostSeconds * 1000)
    return [
      fault(
        {
          zh: `系统时间 ${now.toISOString()} 早于最近一次办理 ${row.last.toISOString()}，时间被拨回过。`,
          en: `The clock says ${now.toISOString()}, before the last act at ${row.last.toISOString()}: it was set back.`,
        },
        advice,
      ),
    ]
  const skew = Math.abs(row.there.getTime() - now.getTime()) / 1000
  return skew > mostSeconds
    ? [
        warning(
          {
            zh: `本机与数据库的时间相差 ${skew.toFixed(1)} 秒。`,
            en: `The clocks of this machine and of the database differ by ${skew.toFixed(1)} s.`,
          },
          advice,
        ),
      ]
    : [fine('时间一致', 'the clocks agree')]
})
