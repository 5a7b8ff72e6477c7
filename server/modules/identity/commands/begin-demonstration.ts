/** Makes the county a demonstration county, with a secret of its own for the passwords of its accounts. */
import { randomBytes } from 'node:crypto'
import type { Command } from '#platform/act.ts'
import { writeDemonstrationSeed } from '../store.ts'

export const beginDemonstration: Command<object, { begun: true }> = {
  name: 'demonstration.begin',
  permission: 'demonstration.seed',
  async run({ adcode, now, write }) {
    writeDemonstrationSeed(write, { adcode, secret: randomBytes(24).toString('base64url'), begunAt: now })
    return { begun: true }
  },
}
