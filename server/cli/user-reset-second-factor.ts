/** `jingwei user reset-second-factor`: for an administrator who has lost theirs, when nobody is left to reset it at the desk. */
import { resetSecondFactor } from '#modules/identity/index.ts'
import { type AddCommand, inHouse } from './cli.ts'

export const addUserResetSecondFactor: AddCommand = (user, cli) => {
  const { terminal } = cli
  user
    .command('reset-second-factor')
    .argument('<username>', terminal.label({ zh: '用户名', en: 'user name' }))
    .description(
      terminal.label({
        zh: '重置双因素认证（手机和恢复码都已丢失），已登录的会话结束',
        en: 'take away a second factor that is lost; open sessions end',
      }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async (username: string, { json }: { json?: true }) => {
      const { id } = await inHouse(cli, ({ house, actor, adcode }) =>
        house.act(actor, resetSecondFactor, { username }, { adcode }),
      )
      if (json) return terminal.print(JSON.stringify({ id, username }))
      terminal.print(
        terminal.text({
          zh: `${username} 的双因素认证已重置。`,
          en: `The second factor of ${username} was reset.`,
        }),
      )
    })
}
