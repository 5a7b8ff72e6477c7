/** `jingwei user password`: another password for somebody who has forgotten theirs. */
import { createPersonEndpoint } from '#domain/identity/contract.ts'
import { setPassword } from '#modules/identity/index.ts'
import { type AddCommand, inHouse } from './cli.ts'
import { parseInput } from './parse-input.ts'
import { getPassword, passwordLine, passwordOption } from './password-option.ts'

type Options = { passwordFile?: string; json?: true }

const Input = createPersonEndpoint.body.pick({ username: true, password: true }).required()

export const addUserPassword: AddCommand = (user, cli) => {
  const { terminal } = cli
  user
    .command('password')
    .argument('<username>', terminal.label({ zh: '用户名', en: 'user name' }))
    .description(
      terminal.label({
        zh: '重设密码，已登录的会话随即失效',
        en: 'set another password; open sessions of the account end',
      }),
    )
    .addOption(passwordOption(terminal))
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async (username: string, { passwordFile, json }: Options) => {
      const input = parseInput(Input, { username, password: getPassword(passwordFile) })
      const done = await inHouse(cli, ({ house, actor, adcode }) =>
        house.act(actor, setPassword, input, { adcode }),
      )
      const made = passwordFile ? {} : { password: input.password }
      if (json) return terminal.print(JSON.stringify({ ...done, username, ...made }))
      terminal.print(
        terminal.text({
          zh: `账号 ${username} 的密码已重设。`,
          en: `The password of ${username} was set.`,
        }),
      )
      if (!passwordFile) terminal.print(passwordLine(terminal, input.password))
    })
}
