/** `jingwei demo`: the demonstration county. */
import type { AddCommand } from './cli.ts'
import { addDemoAccounts } from './demo-accounts.ts'

export const addDemo: AddCommand = (program, cli) => {
  const demo = program
    .command('demo')
    .helpCommand(false)
    .description(cli.terminal.label({ zh: '演示县', en: 'the demonstration county' }))
  addDemoAccounts(demo, cli)
}
