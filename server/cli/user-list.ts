/** `jingwei user list`: the accounts of the county. */
import { postNames } from '#domain/identity/post.ts'
import { type Account, listAccounts } from '#modules/identity/index.ts'
import { type AddCommand, inHouse } from './cli.ts'
import { type Terminal, tableLines } from './terminal.ts'

const toView = ({ username, name, posts, organisation, isDemonstration, disabledAt }: Account) => ({
  username,
  name,
  posts,
  organisation,
  demonstration: isDemonstration,
  disabledAt: disabledAt?.toISOString() ?? null,
})

function stateOf({ isDemonstration, disabledAt }: Account, { label }: Terminal): string {
  if (disabledAt) return label({ zh: '已停用', en: 'disabled' })
  return isDemonstration ? label({ zh: '演示', en: 'demonstration' }) : ''
}

export const addUserList: AddCommand = (user, cli) => {
  const { terminal } = cli
  user
    .command('list')
    .description(terminal.label({ zh: '列出账号', en: 'list the accounts' }))
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ json }: { json?: true }) => {
      const accounts = await inHouse(cli, ({ house, adcode }) => listAccounts(house.database, adcode))
      if (json) return terminal.print(JSON.stringify(accounts.map(toView)))
      const heading = [
        { zh: '用户名', en: 'user name' },
        { zh: '姓名', en: 'name' },
        { zh: '岗位', en: 'posts' },
        { zh: '单位', en: 'organisation' },
        { zh: '状态', en: 'state' },
      ].map(terminal.label)
      const rows = accounts.map((it) => [
        it.username,
        it.name,
        it.posts.map((post) => terminal.label(postNames[post])).join(', '),
        it.organisation ?? '',
        stateOf(it, terminal),
      ])
      for (const line of tableLines([heading, ...rows])) terminal.print(line)
    })
}
