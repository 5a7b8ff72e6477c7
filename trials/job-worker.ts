/**
 * A process that works off jobs and is killed in the midst of them, for trial 20: `node job-worker.ts URL`. Each job has one
 * effect, an act under the name of its announcement; some are poison.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from '../server/platform/act.ts'
import { systemActor } from '../server/platform/actor.ts'
import { systemClock } from '../server/platform/clock.ts'
import { type House, openHouse } from '../server/platform/house.ts'
import { createLog } from '../server/platform/log.ts'
import { createTestSealer } from '../server/platform/testing/test-sealer.ts'

export const announcementName = 'thing.counted'
export const commandName = 'thing.count'

const count: Command<{ number: number }, { number: number }> = {
  name: commandName,
  permission: 'signed-in',
  run: async (_, { number }) => ({ number }),
}

/** The house of this trial on a migrated database. */
export const openCountingHouse = (url: string): House =>
  openHouse({
    url,
    clock: systemClock,
    log: createLog('silent'),
    sealer: createTestSealer(),
    modules: [
      {
        name: 'things',
        routes: [],
        reactions: [
          {
            name: 'count-when-counted',
            on: announcementName,
            run: async ({ act }, { id, adcode, data }) => {
              const number = Number(data['number'])
              if (data['isPoison']) throw new Error('poison')
              await act(systemActor(adcode), count, { number }, { requestId: `count:${id}` })
              await delay(20)
            },
          },
        ],
      },
    ],
    poolSize: 4,
  })

const [, entry, url] = process.argv
if (entry === import.meta.filename && url) {
  const house = openCountingHouse(url)
  await house.jobs.start()
  process.stdout.write('working\n')
}
