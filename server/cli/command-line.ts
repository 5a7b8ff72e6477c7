/**
 * The command `jingwei`: one file a command beside this one. Problems become a sentence and exit code 2, bugs a
 * stack and exit code 1.
 */
import { Command, CommanderError } from 'commander'
import { Problem, type Sentence } from '#domain/problem.ts'
import { readConfig } from '#platform/config.ts'
import packageFile from '../../package.json' with { type: 'json' }
import { addAudit } from './audit.ts'
import { addBackup } from './backup.ts'
import { addBasemap } from './basemap.ts'
import type { AddCommand, Cli } from './cli.ts'
import { addConfig } from './config.ts'
import { addDemo } from './demo.ts'
import { addDoctor } from './doctor.ts'
import { type ExitCode, exitCodeMeanings, exitCodes } from './exit-codes.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addKeys } from './keys.ts'
import { addMigrate } from './migrate.ts'
import { addMove } from './move.ts'
import { addRestore } from './restore.ts'
import { addSlow } from './slow.ts'
import { addStart } from './start.ts'
import { findLanguage, openTerminal, type Streams, type Terminal } from './terminal.ts'
import { toUsageProblem } from './usage.ts'
import { addUser } from './user.ts'
import { addVerify } from './verify.ts'

const commands: readonly AddCommand[] = [
  addStart,
  addConfig,
  addMigrate,
  addUser,
  addDemo,
  addVerify,
  addAudit,
  addKeys,
  addDoctor,
  addSlow,
  addImport,
  addExport,
  addBasemap,
  addBackup,
  addRestore,
  addMove,
]

const headings: Readonly<Record<string, Sentence>> = {
  'Usage:': { zh: '用法：', en: 'Usage:' },
  'Arguments:': { zh: '参数：', en: 'Arguments:' },
  'Options:': { zh: '选项：', en: 'Options:' },
  'Global Options:': { zh: '通用选项：', en: 'Global options:' },
  'Commands:': { zh: '命令：', en: 'Commands:' },
}

/** The whole command line with every command. */
export function createProgram(cli: Cli): Command {
  const { terminal } = cli
  const program = new Command('jingwei')
  program
    .description(
      terminal.label({ zh: '经纬：县（市）精细化管理平台', en: 'Jingwei: fine-grained county management' }),
    )
    .version(packageFile.version, '--version', terminal.label({ zh: '显示版本', en: 'print the version' }))
    .helpOption('-h, --help', terminal.label({ zh: '显示帮助', en: 'show help' }))
    .helpCommand(false)
    .option(
      '--lang <language>',
      terminal.label({ zh: '提示语言：zh 或 en', en: 'language of messages: zh or en' }),
    )
    .configureHelp({
      styleTitle: (title) => (headings[title] ? terminal.label(headings[title]) : title),
      showGlobalOptions: true,
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText('after', () => exitCodeLines(terminal).join('\n'))
  for (const add of commands) add(program, cli)
  return program
}

const exitCodeLines = (terminal: Terminal): string[] => [
  '',
  terminal.label({ zh: '退出码：', en: 'Exit codes:' }),
  ...Object.entries(exitCodeMeanings).map(
    ([name, meaning]) => `  ${exitCodes[name as keyof typeof exitCodes]}  ${terminal.label(meaning)}`,
  ),
]

/** Where a command line runs: its settings and its output. */
export type Surroundings = Streams & { readonly environment: Readonly<Record<string, string | undefined>> }

/** Runs the command line; resolves to the exit code. */
export async function runCommandLine(
  args: readonly string[],
  { environment, out, err }: Surroundings,
): Promise<ExitCode> {
  const terminal = openTerminal(findLanguage(args, environment), { out, err })
  let code: ExitCode = exitCodes.ok
  const program = createProgram({
    terminal,
    config: () => readConfig(environment),
    exitWith: (it) => {
      code = it
    },
  })
  forAll(program, (it) =>
    it.configureOutput({
      writeOut: (text) => void out.write(text),
      writeErr: (text) => void err.write(text),
    }),
  )
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return tell(error, terminal)
  }
}

/** Commands have settings of their own for output, copied when they were added. */
function forAll(command: Command, work: (it: Command) => void): void {
  work(command)
  for (const it of command.commands) forAll(it, work)
}

function tell(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok
  const problem = error instanceof CommanderError ? toUsageProblem(error) : error
  // Help without being asked for: commander has printed it already, since no command was named.
  if (problem === undefined) return exitCodes.problem
  if (!(problem instanceof Problem)) {
    console.error(problem)
    return exitCodes.bug
  }
  terminal.note(problem.sentence)
  return exitCodes.problem
}
