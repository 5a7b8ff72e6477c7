/** Whether announcements are handed on: else screens stand still and reactions do not follow. */
import { readRelayState } from '#platform/observe/house-state.ts'
import { fault, fine } from '../finding.ts'
import { checkOfDatabase } from '../patient.ts'

const mostSeconds = 60

export const relayLag = checkOfDatabase('relay-lag', async (database) => {
  const { waiting, oldestSeconds } = await readRelayState(database)
  return oldestSeconds > mostSeconds
    ? [
        fault(
          {
            zh: `${waiting} 条通知未传出，最早的已等 ${Math.round(oldestSeconds)} 秒；屏幕不会更新，后续动作不会发生。`,
            en: `${waiting} announcements were not handed on, the oldest for ${Math.round(oldestSeconds)} s: screens stand still and nothing follows.`,
          },
          {
            zh: '确认服务在运行；在日志里找 “relay round failed”，排除原因后会自动补传。',
            en: 'See that the server runs, and look for “relay round failed” in its log; what waits is handed on once the cause is gone.',
          },
        ),
      ]
    : [fine('通知已全部传出', 'announcements are handed on')]
})
