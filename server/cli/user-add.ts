/** `jingwei user add`: the first real accounts of an installation, before anybody can sign in. */
import { randomInt } from 'node:crypto'
import { createPersonEndpoint } from '#domain/identity/contract.ts'
import { postCodes } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { createPerson, findOrganisations } from '#modules/identity/index.ts'
import { RequestProblem } from '#platform/problems.ts'
import { type AddCommand, inHouse, type OpenHouse } from './cli.ts'
import { readText } from './read-file.ts'

type Options = {
  name?: string
  post: string[]
  organisation?: string
  area: string[]
  passwordFile?: string
  json?: true
}

// As in passwords for demonstration: no letters or digits that are easily taken for each other.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password that nobody can guess (80 bits), for somebody to write down once. */
const newPassword = (): string =>
  Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')

/** The id of the organisation with this name, short name or code. */
async function findOrganisationId(
  { house, adcode }: OpenHouse,
  wanted: string | undefined,
): Promise<string | null> {
  if (wanted === undefined) return null
  const found = (await findOrganisations(house.database, adcode)).find((it) =>
    [it.name, it.shortName, it.externalCode, it.id].includes(wanted),
  )
  if (!found) throw IdentityProblem.organisationUnknown({ id: wanted })
  return found.id
}

async function addUser(open: OpenHouse, username: string, options: Options) {
  const password = options.passwordFile ? readText(options.passwordFile).trimEnd() : newPassword()
  const input = createPersonEndpoint.body.safeParse({
    username,
    name: options.name ?? username,
    password,
    organisationId: await findOrganisationId(open, options.organisation),
    posts: options.post,
    areaCodes: options.area,
  })
  if (!input.success)
    throw RequestProblem.invalid({
      issues: input.error.issues.map((it) => ({ path: it.path.join('.'), message: it.message })),
    })
  const { house, actor, adcode } = open
  const { id } = await house.act(actor, createPerson, input.data, { adcode })
  return { id, username, ...(options.passwordFile ? {} : { password }) }
}

export const addUserAdd: AddCommand = (user, cli) => {
  const { terminal } = cli
  const gather = (value: string, before: string[]): string[] => [...before, ...value.split(',')]
  user
    .command('add')
    .argument('<username>', terminal.label({ zh: '用户名', en: 'user name' }))
    .description(terminal.label({ zh: '新增账号', en: 'add an account' }))
    .option(
      '--post <codes>',
      `${terminal.label({ zh: '岗位，可多个', en: 'posts, separated by commas' })}: ${postCodes.join(', ')}`,
      gather,
      [],
    )
    .option('--name <name>', terminal.label({ zh: '姓名', en: "the person's name" }))
    .option(
      '--organisation <name>',
      terminal.label({ zh: '所在单位的名称或编号', en: 'name or code of the organisation' }),
    )
    .option(
      '--area <codes>',
      terminal.label({
        zh: '责任区域代码，不填为全县',
        en: 'codes of the areas of duty; the whole county without',
      }),
      gather,
      [],
    )
    .option(
      '--password-file <file>',
      terminal.label({
        zh: '只含密码的文件，- 为标准输入；不填则生成密码',
        en: 'a file that holds the password only, - for standard input; without it one is made',
      }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async (username: string, options: Options) => {
      const added = await inHouse(cli, (open) => addUser(open, username, options))
      if (options.json) return terminal.print(JSON.stringify(added))
      terminal.print(
        terminal.text({ zh: `已新增账号 ${username}。`, en: `The account ${username} was added.` }),
      )
      if (added.password)
        terminal.print(
          terminal.text({
            zh: `密码（只显示这一次）：${added.password}`,
            en: `Password (shown this once): ${added.password}`,
          }),
        )
    })
}
