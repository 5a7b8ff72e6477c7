/** Takes up what a provider sent back. It is done before the provider is asked, so that no answer is looked at twice. */
import type { Command } from '#platform/act.ts'
import { writeSignOnUse } from '../store.ts'

type TakeUp = { readonly flowHash: string; readonly code: string; readonly address: string }

export const takeUpSignOn: Command<TakeUp, { code: string }> = {
  name: 'sign-on.take-up',
  permission: 'session.open',
  auditInput: ({ code, address }) => ({ code, address }),
  async run({ adcode, now, write }, { flowHash, code }) {
    writeSignOnUse(write, { adcode, flowHash, now })
    return { code }
  },
}
