/**
 * What the chain of the audit costs a command: reports filed by 16 at once in one process that links them a moment later, against
 * the same process at rest. Rounds are interleaved; what a resting round left is linked before the next, outside the time.
 */

import { createReport } from '#modules/intake/index.ts'
import { systemActor } from '#platform/actor.ts'
import { drive, judge, median, ratio, type Sample, table, whole } from './measure.ts'
import { reportInput } from './prepare-cases.ts'
import { adcode, type Stand } from './stand.ts'

const connections = 16

/** Measures both; `rounds` of each. */
export async function measureChain(
  stand: Stand,
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<string> {
  const { act, audit } = stand.house
  const actor = systemActor(adcode)
  const file = async (): Promise<void> => {
    await act(actor, createReport, reportInput(stand))
  }
  await drive(connections, seconds, file)
  await audit.drain()
  const resting: Sample[] = []
  const linking: Sample[] = []
  const backlogs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const rest = async (): Promise<void> => {
      resting.push(await drive(connections, seconds, file))
      await audit.drain()
    }
    // Each goes first as often as the other, so that a machine that warms or tires favours neither.
    if (round % 2 === 0) await rest()
    audit.start()
    linking.push(await drive(connections, seconds, file))
    backlogs.push(await countWaiting(stand))
    await audit.stop()
    if (round % 2 === 1) await rest()
  }
  const [without, withChain] = [resting, linking].map((it) => median(it.map((one) => one.perSecond)))
  const kept = median(linking.map((it, index) => it.perSecond / (resting[index]?.perSecond ?? Number.NaN)))
  judge({
    server: stand.name,
    what: 'Commands with the audit chain / without',
    result: ratio(kept),
    aim: '≥ 0.95',
    isMet: kept >= 0.95,
  })
  return table(
    ['', 'reports/s', 'lines not yet linked at the end'],
    [
      ['without the chain', whole(without ?? 0), '–'],
      ['with the chain', whole(withChain ?? 0), whole(median(backlogs))],
      ['ratio, median of pairs', ratio(kept), ''],
    ],
  )
}

async function countWaiting({ owner }: Stand): Promise<number> {
  const [row] = await owner.rows<{ count: number }>(
    `select count(*) as count from platform.audit_entries
     where seq > (select coalesce(max(high), 0) from platform.audit_blocks)`,
  )
  return row?.count ?? 0
}
