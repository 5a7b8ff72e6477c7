/** Whether statements of the last day were slow. */
import { readSlowStatements } from '#platform/observe/slow-statements.ts'
import { slowStatementsFile } from '../../observation.ts'
import { fine, note } from '../finding.ts'
import type { Check } from '../patient.ts'

const day = 86_400_000

export const slowStatements: Check = {
  name: 'slow-statements',
  run: async ({ config, machine }) => {
    const kept = await readSlowStatements(slowStatementsFile(config.values))
    const recent = kept.filter((it) => machine.now.getTime() - Date.parse(it.lastAt) < day)
    const longest = Math.max(0, ...recent.map((it) => it.longestMilliseconds))
    return recent.length
      ? [
          note(
            {
              zh: `近一天有 ${recent.length} 种语句变慢，最长 ${longest} 毫秒。`,
              en: `${recent.length} statements were slow within a day, the longest took ${longest} ms.`,
            },
            { zh: '用 jingwei slow 查看语句与执行计划。', en: 'See them with their plans by jingwei slow.' },
          ),
        ]
      : [fine('近一天没有慢语句', 'no statement was slow within a day')]
  },
}
