/** `jingwei user disable`: closes an account; what the person did stays in the records. */
import { disablePerson } from '#modules/identity/index.ts'
import { type AddCommand, inHouse } from './cli.ts'

export const addUserDisable: AddCommand = (user, cli) => {
  const { terminal } = cli
  user
    .command('disable')
    .argument('<username>', terminal.label({ zh: '用户名', en: 'user name' }))
    .description(terminal.label({ zh: '停用账号，立即生效', en: 'disable an account at once' }))
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async (username: string, { json }: { json?: true }) => {
      const { id } = await inHouse(cli, ({ house, actor, adcode }) =>
        house.act(actor, disablePerson, { username }, { adcode }),
      )
      if (json) return terminal.print(JSON.stringify({ id, username }))
      terminal.print(
        terminal.text({ zh: `账号 ${username} 已停用。`, en: `The account ${username} is disabled.` }),
      )
    })
}
