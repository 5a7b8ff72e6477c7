/** `jingwei user`: accounts, from the machine of the installation. */
import type { AddCommand } from './cli.ts'
import { addUserAdd } from './user-add.ts'
import { addUserDisable } from './user-disable.ts'
import { addUserList } from './user-list.ts'
import { addUserPassword } from './user-password.ts'
import { addUserResetSecondFactor } from './user-reset-second-factor.ts'

export const addUser: AddCommand = (program, cli) => {
  const user = program
    .command('user')
    .helpCommand(false)
    .description(cli.terminal.label({ zh: '账号管理', en: 'accounts' }))
  for (const add of [addUserAdd, addUserList, addUserPassword, addUserResetSecondFactor, addUserDisable])
    add(user, cli)
}
