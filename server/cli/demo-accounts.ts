/** `jingwei demo accounts`: who may sign in to the demonstration county, and with which password. */
import type { Command } from 'commander'
import { postNames } from '#domain/identity/post.ts'
import { type DemonstrationAccount, listDemonstrationAccounts } from '#modules/identity/index.ts'
import { type AddCommand, inHouse, type OpenHouse } from './cli.ts'
import { CliProblem } from './problems.ts'
import { type Terminal, tableLines } from './terminal.ts'

/** The accounts as aligned lines under a heading. */
export function accountLines(accounts: readonly DemonstrationAccount[], { label }: Terminal): string[] {
  const heading = [
    { zh: '用户名', en: 'user name' },
    { zh: '密码', en: 'password' },
    { zh: '岗位', en: 'post' },
  ].map(label)
  return tableLines([heading, ...accounts.map((it) => [it.username, it.password, label(postNames[it.post])])])
}

async function findAccounts({ house, adcode }: OpenHouse): Promise<DemonstrationAccount[]> {
  const accounts = await listDemonstrationAccounts(house.database, adcode)
  if (!accounts.length) throw CliProblem.noDemonstration({ adcode })
  return accounts
}

export const addDemoAccounts: AddCommand = (demo, cli) => {
  const { terminal } = cli
  demo
    .command('accounts')
    .description(terminal.label({ zh: '列出演示账号和密码', en: 'list the demonstration accounts' }))
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async (_, command: Command) => {
      // `demo` has an option of this name too, and takes it wherever it stands.
      const { json } = command.optsWithGlobals<{ json?: true }>()
      if (cli.config().values.JINGWEI_MODE === 'production') throw CliProblem.productionMode({})
      const accounts = await inHouse(cli, findAccounts)
      if (json)
        return terminal.print(
          JSON.stringify(
            accounts.map(({ username, password, post }) => ({ username, password, post })),
            null,
            2,
          ),
        )
      for (const line of accountLines(accounts, terminal)) terminal.print(line)
    })
}
