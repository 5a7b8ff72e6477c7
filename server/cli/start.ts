/** `jingwei start`: runs the server until it is told to stop. */
import { listDemonstrationAccounts } from '#modules/identity/index.ts'
import { createLog, type Log } from '#platform/log.ts'
import { isShowcaseAccount } from '../demonstration/accounts.ts'
import { type RunningServer, startServer } from '../start.ts'
import type { AddCommand, Cli } from './cli.ts'
import { accountLines } from './demo-accounts.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgress } from './progress.ts'
import { listenForStop, type StopSignals } from './stop-signals.ts'
import type { Terminal } from './terminal.ts'

/** However the parts of the house fare, the process is gone after this time. */
const longestStop = 9_500

export const addStart: AddCommand = (program, cli) => {
  program
    .command('start')
    .description(cli.terminal.label({ zh: '启动服务', en: 'run the server' }))
    .action(() => start(cli))
}

async function start(cli: Cli): Promise<void> {
  const { terminal } = cli
  const config = cli.config()
  const { values, origins } = config
  // On a screen the sentences suffice; where the output is kept, so is the log.
  const isQuiet = terminal.isWatched && origins.JINGWEI_LOG_LEVEL === 'default'
  const log = createLog(isQuiet ? 'warn' : values.JINGWEI_LOG_LEVEL, 2)
  const stop = listenForStop(() => process.exit(exitCodes.bug))
  const progress = createProgress(terminal)
  try {
    const server = await startServer(config, {
      log,
      say: (sentence) => {
        progress.end()
        terminal.note(sentence)
      },
      progress: progress.report,
      signal: stop.signal,
    })
    await greet(server, values.JINGWEI_ADCODE, terminal)
    await stop.asked
    await closeInTime(server, terminal, log)
  } catch (error) {
    if (!isStopped(error, stop)) throw error
  } finally {
    progress.end()
    stop.dispose()
  }
}

/** A start that was given up because somebody asked for it is no failure. */
const isStopped = (error: unknown, { signal }: StopSignals): boolean =>
  signal.aborted && error === signal.reason

/** Tells where the server is, and who may sign in where it shows a demonstration. */
async function greet(
  { url, house, isDemonstration }: RunningServer,
  adcode: string,
  terminal: Terminal,
): Promise<void> {
  terminal.print(terminal.label({ zh: `经纬已启动：${url}`, en: `Jingwei is running: ${url}` }))
  if (!isDemonstration) return
  const accounts = await listDemonstrationAccounts(house.database, adcode)
  terminal.print(
    terminal.text({
      zh: '这是演示县：其中的单位、人员、案件都是虚构的，不是真实记录。',
      en: 'This is a demonstration county: its organisations, people and cases are invented.',
    }),
  )
  if (!accounts.length) return
  terminal.print('')
  for (const line of accountLines(accounts.filter(isShowcaseAccount), terminal)) terminal.print(line)
  terminal.print('')
  const others = accounts.filter((it) => !isShowcaseAccount(it)).length
  terminal.print(
    terminal.text({
      zh: `另有 ${others} 个处置单位、处置人员和监督员账号：jingwei demo accounts`,
      en: `${others} more accounts of units, handlers and collectors: jingwei demo accounts`,
    }),
  )
}

async function closeInTime(server: RunningServer, terminal: Terminal, log: Log): Promise<void> {
  terminal.note({ zh: '正在停止……', en: 'Stopping …' })
  const late = setTimeout(() => {
    log.error('the house did not close in time')
    process.exit(exitCodes.bug)
  }, longestStop)
  await server.close()
  clearTimeout(late)
  terminal.note({ zh: '已停止。', en: 'Stopped.' })
}
