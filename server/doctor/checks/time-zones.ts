/** Whether the machine and the database know the county's time. */
import { type Finding, fault, fine } from '../finding.ts'
import type { Check } from '../patient.ts'

const zone = 'Asia/Shanghai'
const instant = new Date('2026-06-15T01:00:00Z')

const wrong = (who: { zh: string; en: string }): Finding =>
  fault(
    { zh: `${who.zh}不认识时区 ${zone}。`, en: `${who.en} does not know the time zone ${zone}.` },
    { zh: '安装系统的时区数据（tzdata）。', en: 'Install the time zone data of the system (tzdata).' },
  )

/** What the county's clock shows at `instant`, as this Node.js reckons it; undefined where it cannot. */
export function hourIn(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant)
  } catch {
    return undefined
  }
}

export const timeZones: Check = {
  name: 'time-zones',
  run: async ({ database }) => {
    const found: Finding[] = []
    if (hourIn(zone) !== '09:00') found.push(wrong({ zh: 'Node.js ', en: 'Node.js' }))
    const rows = await database?.rows<{ utc_offset: string }>(
      `select utc_offset::text from pg_timezone_names where name = $1`,
      [zone],
    )
    if (rows && rows[0]?.utc_offset !== '08:00:00') found.push(wrong({ zh: '数据库', en: 'The database' }))
    return found.length ? found : [fine(`时区 ${zone}`, `time zone ${zone}`)]
  },
}
