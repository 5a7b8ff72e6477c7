/** Tells the audit that something was taken out of the house or looked at that matters to an auditor; changes nothing else. */
import type { Command } from '../act.ts'

/** The act that stands in the audit as `name`, with what was asked for. */
export const takeOut = (name: string): Command<Readonly<Record<string, unknown>>, object> => ({
  name,
  // The endpoint or the command line has asked for the right that it needs.
  permission: 'signed-in',
  run: async ({ concerns }, { id }) => {
    if (typeof id === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id)) concerns(id)
    return {}
  },
})
