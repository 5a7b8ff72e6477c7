/** `jingwei migrate`: brings the database up to date; the start of the server does the same. */
import { migrate } from '#platform/database/migrate.ts'
import { type AddCommand, joinDatabase, openCommandLog } from './cli.ts'

export const addMigrate: AddCommand = (program, cli) => {
  const { terminal } = cli
  program
    .command('migrate')
    .description(terminal.label({ zh: '升级数据库结构', en: 'bring the database up to date' }))
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ json }: { json?: true }) => {
      const config = cli.config()
      const database = await joinDatabase(config, openCommandLog(config))
      try {
        const { applied } = await migrate(database.ownerUrl, (name) =>
          terminal.note({ zh: `升级：${name}`, en: `Migrating: ${name}` }),
        )
        if (json) return terminal.print(JSON.stringify({ applied }))
        const count = applied.length
        terminal.print(
          terminal.text(
            count
              ? { zh: `已执行 ${count} 项升级。`, en: `${count} migrations applied.` }
              : { zh: '数据库已是最新。', en: 'The database is up to date.' },
          ),
        )
      } finally {
        await database.close()
      }
    })
}
