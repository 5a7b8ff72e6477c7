/** Whether jobs gave up, or wait for long. */
import { readJobStates } from '#platform/observe/house-state.ts'
import { type Finding, fine, warning } from '../finding.ts'
import { checkOfDatabase } from '../patient.ts'

const mostWaiting = 1000

export const failedJobs = checkOfDatabase('failed-jobs', async (database) => {
  const counts = await readJobStates(database)
  const failed = counts.filter((it) => it.state === 'failed')
  const waiting = counts.filter((it) => it.state === 'created' && it.count > mostWaiting)
  const found: Finding[] = [
    ...failed.map(({ queue, count }) =>
      warning(
        { zh: `后台任务 ${queue} 有 ${count} 件失败。`, en: `${count} jobs of ${queue} failed.` },
        {
          zh: '按任务名在日志里查原因；失败的任务保留十四天。',
          en: 'Look for the name of the job in the log; failed jobs are kept for fourteen days.',
        },
      ),
    ),
    ...waiting.map(({ queue, count }) =>
      warning(
        { zh: `后台任务 ${queue} 积压 ${count} 件。`, en: `${count} jobs of ${queue} wait.` },
        {
          zh: '确认服务在运行，并看处理是否变慢（jingwei slow）。',
          en: 'See that the server runs and whether it became slow (jingwei slow).',
        },
      ),
    ),
  ]
  return found.length ? found : [fine('没有失败的后台任务', 'no job failed')]
})
