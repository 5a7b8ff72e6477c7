/** `jingwei move`: everything of the embedded database into a server, compared row by row. */

import { systemClock } from '#platform/clock.ts'
import { leaveMovedMark, movedMarkFile } from '#platform/database/embedded/moved-mark.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { splitHosts } from '#platform/database/primary/split-hosts.ts'
import { moveDatabase } from '#platform/move/move-database.ts'
import { MoveProblem } from '#platform/move/problems.ts'
import { type AddCommand, type Cli, openCommandLog } from './cli.ts'
import { createProgress } from './progress.ts'
import { tableLines } from './terminal.ts'

type Options = { to: string; json?: true }

export const addMove: AddCommand = (program, cli) => {
  const { label } = cli.terminal
  program
    .command('move')
    .description(
      label({
        zh: '把内嵌数据库迁到 PostgreSQL 服务器，逐行核对',
        en: 'move the embedded database to a PostgreSQL server, compared row by row',
      }),
    )
    .requiredOption(
      '--to <url>',
      label({
        zh: '目标空数据库的连接串（数据表所有者的账号）',
        en: 'URL of the empty target database, as the login that shall own the tables',
      }),
    )
    .option('--json', label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action((options: Options) => move(cli, options))
}

/** The server of a URL without user and password. */
function nameOf(url: string): string {
  const servers = splitHosts(url).map((it) => new URL(it))
  const { pathname, searchParams } = servers[0] ?? new URL(url)
  return `${searchParams.get('host') ?? servers.map((it) => it.host).join(',')}${pathname}`
}

async function move(cli: Cli, { to, json }: Options): Promise<void> {
  const { terminal } = cli
  const config = cli.config()
  const { values } = config
  if (values.DATABASE_URL) throw MoveProblem.noSource({})
  const logger = openCommandLog(config)
  const log = (message: string, details?: object): void => logger.info(details ?? {}, message)
  const target = await openDatabase({ url: to, dataFolder: values.JINGWEI_DATA, log })
  // Not joined: nobody may write while rows go over.
  const source = await openDatabase({ dataFolder: values.JINGWEI_DATA, log })
  const progress = createProgress(terminal)
  try {
    const moved = await moveDatabase({
      source,
      target,
      onTable: (done, total) => progress.report({ zh: '迁移数据表', en: 'moving tables' }, done, total),
    })
    progress.end()
    await leaveMovedMark(values.JINGWEI_DATA, { at: systemClock.now().toISOString(), to: nameOf(to) })
    if (json) return terminal.print(JSON.stringify(moved))
    const heading = [
      { zh: '表', en: 'table' },
      { zh: '行数', en: 'rows' },
      { zh: '校验和', en: 'sum' },
    ].map((it) => terminal.label(it))
    const rows = Object.entries(moved.tables).map(([name, it]) => [name, String(it.rows), it.sum])
    for (const line of tableLines([heading, ...rows])) terminal.print(line)
    terminal.print(
      terminal.text({
        zh: `已逐行核对，全部一致。请在设置中写入 DATABASE_URL（${nameOf(to)}），JINGWEI_DATA 不变（照片仍在其中），然后启动。\n内嵌数据库原样保留，不再启动；要退回，删除 ${movedMarkFile(values.JINGWEI_DATA)}。`,
        en: `Compared row by row: all alike. Set DATABASE_URL (${nameOf(to)}), leave JINGWEI_DATA as it is (it holds the photos), and start.\nThe embedded database stays as it was and does not start any more; to go back, delete ${movedMarkFile(values.JINGWEI_DATA)}.`,
      }),
    )
  } finally {
    progress.end()
    await source.close()
    await target.close()
  }
}
