/** `jingwei demo`: the demonstration county, and more of its past. */
import { InvalidArgumentError } from 'commander'
import { createFileStore } from '#platform/files/file-store.ts'
import { photosFolder } from '../configured-house.ts'
import { type Extended, extendHistory } from '../demonstration/extend-history.ts'
import { DemonstrationProblem } from '../demonstration/problems.ts'
import { demonstrationSeed } from '../demonstration/seed-cases.ts'
import { type AddCommand, type Cli, inHouse } from './cli.ts'
import { addDemoAccounts } from './demo-accounts.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgress } from './progress.ts'
import { listenForStop } from './stop-signals.ts'
import type { Terminal } from './terminal.ts'

const about = { zh: '模拟上报', en: 'simulated reports' }

type Options = { months?: number; seed: number; json?: true }

/** A whole number from `least` to `most`; commander names the option when it is not. */
const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`${least}–${most}`)
    return value
  }

export const addDemo: AddCommand = (program, cli) => {
  const { terminal } = cli
  const demo = program
    .command('demo')
    .helpCommand(false)
    .description(terminal.label({ zh: '演示县', en: 'the demonstration county' }))
    .option(
      '--months <count>',
      terminal.label({
        zh: '在最早的案卷之前再模拟若干个月（1–60）',
        en: 'simulate so many months before the earliest case (1–60)',
      }),
      wholeNumber(1, 60),
    )
    .option(
      '--seed <number>',
      terminal.label({
        zh: '随机种子；相同的种子和时段得到相同的经过',
        en: 'seed of the chance; the same seed and period give the same histories',
      }),
      wholeNumber(0, 2 ** 32 - 1),
      demonstrationSeed,
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action((options: Options) => {
      if (options.months === undefined) demo.help({ error: true })
      return makeHistory(cli, { ...options, months: options.months ?? 0 })
    })
  addDemoAccounts(demo, cli)
}

async function makeHistory(cli: Cli, { months, seed, json }: Options & { months: number }): Promise<void> {
  const { terminal } = cli
  const { values } = cli.config()
  if (values.JINGWEI_MODE === 'production') throw DemonstrationProblem.productionMode({})
  const stop = listenForStop(() => process.exit(exitCodes.bug))
  const progress = createProgress(terminal)
  try {
    const extended = await inHouse(cli, ({ house, adcode }) =>
      extendHistory(house, {
        adcode,
        months,
        seed,
        files: createFileStore(photosFolder(values)),
        progress: (done, total) => progress.report(about, done, total),
        signal: stop.signal,
      }),
    )
    progress.end()
    if (extended.refused.length) cli.exitWith(exitCodes.refusals)
    tell(extended, terminal, json === true)
  } catch (error) {
    if (!stop.signal.aborted || error !== stop.signal.reason) throw error
    progress.end()
    terminal.note({ zh: '已停止；再运行一次即可接着模拟。', en: 'Stopped; run it again to go on.' })
    cli.exitWith(exitCodes.problem)
  } finally {
    stop.dispose()
  }
}

function tell({ refused, ...it }: Extended, terminal: Terminal, asJson: boolean): void {
  const [stepsPerSecond, reportsPerSecond] = [it.actions, it.reports].map(
    (count) => Math.round((count / it.seconds) * 10) / 10,
  )
  if (asJson) {
    terminal.print(JSON.stringify({ ...it, stepsPerSecond, reportsPerSecond, refused: refused.length }))
    return
  }
  const [from, to] = [it.from.slice(0, 10), it.reportsUntil.slice(0, 10)]
  terminal.print(
    terminal.text({
      zh: `${it.isResumed ? '接着上次中断处，' : ''}模拟了 ${from} 至 ${to} 的 ${it.reports} 起上报、${it.actions} 步办理，用时 ${it.seconds.toFixed(1)} 秒（每秒 ${reportsPerSecond} 起、${stepsPerSecond} 步），${refused.length} 步被拒绝。`,
      en: `${it.isResumed ? 'Taken up where it was cut short: ' : ''}${it.reports} reports from ${from} to ${to} with ${it.actions} steps simulated in ${it.seconds.toFixed(1)} s (${reportsPerSecond} reports and ${stepsPerSecond} steps a second); ${refused.length} steps were refused.`,
    }),
  )
}
