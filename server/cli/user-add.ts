/** `jingwei user add`: the first real accounts of an installation, before anybody can sign in. */
import { createPersonEndpoint } from '#domain/identity/contract.ts'
import { postCodes } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { createPerson, findOrganisations } from '#modules/identity/index.ts'
import { type AddCommand, inHouse, type OpenHouse } from './cli.ts'
import { parseInput } from './parse-input.ts'
import { getPassword, passwordLine, passwordOption } from './password-option.ts'

type Options = {
  name?: string
  post: string[]
  organisation?: string
  area: string[]
  passwordFile?: string
  json?: true
}

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
  const password = getPassword(options.passwordFile)
  const input = parseInput(createPersonEndpoint.body, {
    username,
    name: options.name ?? username,
    password,
    organisationId: await findOrganisationId(open, options.organisation),
    posts: options.post,
    areaCodes: options.area,
  })
  const { house, actor, adcode } = open
  const { id } = await house.act(actor, createPerson, { ...input, password }, { adcode })
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
    .addOption(passwordOption(terminal))
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async (username: string, options: Options) => {
      const added = await inHouse(cli, (open) => addUser(open, username, options))
      if (options.json) return terminal.print(JSON.stringify(added))
      terminal.print(
        terminal.text({ zh: `已新增账号 ${username}。`, en: `The account ${username} was added.` }),
      )
      if (added.password) terminal.print(passwordLine(terminal, added.password))
    })
}
