/** `jingwei keys`: the key ring, from the machine of the installation. */
import { Option } from 'commander'
import { systemClock } from '#platform/clock.ts'
import { sealedColumnsOf } from '#platform/house.ts'
import { retireKey, rotateKeys } from '#platform/sealing/change-keys.ts'
import { cipherProfiles } from '#platform/sealing/cipher.ts'
import { sealEverything, surveySealing } from '#platform/sealing/seal-everything.ts'
import type { KnownKey } from '#platform/sealing/sealer.ts'
import { configuredKeys } from '../configured-keys.ts'
import { type AddCommand, type Cli, inHouse, type OpenHouse } from './cli.ts'
import { createProgress } from './progress.ts'
import { tableLines } from './terminal.ts'

export const addKeys: AddCommand = (program, cli) => {
  const keys = program
    .command('keys')
    .helpCommand(false)
    .description(cli.terminal.label({ zh: '密钥环', en: 'the key ring' }))
  for (const add of [addList, addRotate, addSeal, addRetire]) add(keys, cli)
}

const json = { zh: '以 JSON 输出', en: 'print JSON' }

const states: Readonly<Record<KnownKey['state'], { zh: string; en: string }>> = {
  current: { zh: '加密中', en: 'seals' },
  opens: { zh: '仅解密', en: 'opens' },
  retired: { zh: '已停用', en: 'retired' },
}

const addList: AddCommand = (keys, cli) => {
  const { terminal } = cli
  keys
    .command('list')
    .description(
      terminal.label({ zh: '列出密钥及各自加密的数量', en: 'list the keys and what each has sealed' }),
    )
    .option('--json', terminal.label(json))
    .action(async (options: { json?: true }) => {
      const { known, counts } = await inHouse(cli, async ({ house }) => ({
        known: house.sealer.listKeys(),
        counts: await surveySealing(house.database, sealedColumnsOf(house.modules)),
      }))
      const sealedBy = (id: string | null): number =>
        counts.filter((it) => it.keyId === id).reduce((sum, it) => sum + it.count, 0)
      const open = sealedBy(null)
      const listed = known.map((it) => ({ ...it, sealed: sealedBy(it.id) }))
      if (options.json) return terminal.print(JSON.stringify({ keys: listed, open, counts }))
      const heading = [
        { zh: '编号', en: 'id' },
        { zh: '算法', en: 'ciphers' },
        { zh: '状态', en: 'state' },
        { zh: '生成时间', en: 'made at' },
        { zh: '加密数量', en: 'sealed' },
      ].map(terminal.label)
      const rows = listed.map((it) => [
        it.id,
        it.profile,
        terminal.label(states[it.state]),
        it.madeAt,
        String(it.sealed),
      ])
      for (const line of tableLines([heading, ...rows])) terminal.print(line)
      if (open)
        terminal.print(terminal.text({ zh: `尚未加密：${open} 处。`, en: `Not sealed yet: ${open} texts.` }))
    })
}

const addRotate: AddCommand = (keys, cli) => {
  const { terminal } = cli
  keys
    .command('rotate')
    .description(
      terminal.label({
        zh: '生成新密钥，并用它重新加密全部数据',
        en: 'make a new key and seal everything by it',
      }),
    )
    .addOption(
      new Option(
        '--ciphers <profile>',
        terminal.label({ zh: '新密钥的算法：aes 或国密 sm', en: 'algorithms of the new key: aes or sm' }),
      ).choices(cipherProfiles),
    )
    .option('--json', terminal.label(json))
    .action(async (options: { ciphers?: (typeof cipherProfiles)[number]; json?: true }) => {
      const config = cli.config()
      const done = await inHouse(cli, async (open) => {
        const told = await rotateKeys(partsOf(cli, open), options.ciphers ?? config.values.JINGWEI_CIPHERS)
        return { ...told, sealed: await sealAll(cli, open) }
      })
      if (options.json) return terminal.print(JSON.stringify(done))
      terminal.print(
        terminal.text({
          zh: `新密钥 ${done.keyId}（${done.profile}）已启用，重新加密了 ${done.sealed} 处数据。请备份密钥环。`,
          en: `The new key ${done.keyId} (${done.profile}) seals from now on; ${done.sealed} texts were sealed by it. Back up the key ring.`,
        }),
      )
    })
}

const addSeal: AddCommand = (keys, cli) => {
  const { terminal } = cli
  keys
    .command('seal')
    .description(
      terminal.label({
        zh: '用当前密钥加密尚未加密或由旧密钥加密的数据',
        en: 'seal what stands open or under an older key',
      }),
    )
    .option('--json', terminal.label(json))
    .action(async (options: { json?: true }) => {
      const sealed = await inHouse(cli, (open) => sealAll(cli, open))
      if (options.json) return terminal.print(JSON.stringify({ sealed }))
      terminal.print(terminal.text({ zh: `加密了 ${sealed} 处数据。`, en: `${sealed} texts were sealed.` }))
    })
}

const addRetire: AddCommand = (keys, cli) => {
  const { terminal } = cli
  keys
    .command('retire')
    .argument('<id>', terminal.label({ zh: '密钥编号', en: 'id of the key' }))
    .description(
      terminal.label({
        zh: '停用不再加密任何数据的旧密钥',
        en: 'end an older key by which nothing is sealed any more',
      }),
    )
    .option('--json', terminal.label(json))
    .action(async (id: string, options: { json?: true }) => {
      const done = await inHouse(cli, (open) => {
        const { database: db, modules } = open.house
        return retireKey({ ...partsOf(cli, open), db, columns: sealedColumnsOf(modules) }, id)
      })
      if (options.json) return terminal.print(JSON.stringify(done))
      terminal.print(
        terminal.text({
          zh: `密钥 ${done.keyId} 已停用；用它加密的旧备份此后只能用旧的密钥环打开。`,
          en: `The key ${done.keyId} is retired; backups sealed by it open with an older key ring only.`,
        }),
      )
    })
}

const partsOf = (cli: Cli, { house, actor }: OpenHouse) => ({
  act: house.act,
  actor,
  sealer: house.sealer,
  source: configuredKeys(cli.config(), systemClock.now()),
  now: house.clock.now(),
})

async function sealAll(cli: Cli, { house }: OpenHouse): Promise<number> {
  const progress = createProgress(cli.terminal)
  try {
    return await sealEverything(
      { act: house.act, db: house.database },
      sealedColumnsOf(house.modules),
      (done) => progress.report({ zh: '加密', en: 'sealing' }, done, 0),
    )
  } finally {
    progress.end()
  }
}
