/** What commander finds wrong with a command line, in our sentences. */
import type { CommanderError } from 'commander'
import type { Problem, Sentence } from '#domain/problem.ts'
import { CliProblem } from './problems.ts'

type Say = (named: string) => Sentence

const sentences: Readonly<Record<string, Say>> = {
  'commander.unknownCommand': (it) => ({ zh: `没有命令“${it}”`, en: `There is no command "${it}"` }),
  'commander.unknownOption': (it) => ({ zh: `没有选项“${it}”`, en: `There is no option "${it}"` }),
  'commander.missingArgument': (it) => ({ zh: `缺少参数“${it}”`, en: `The argument "${it}" is missing` }),
  'commander.optionMissingArgument': (it) => ({
    zh: `选项“${it}”缺少值`,
    en: `The option "${it}" needs a value`,
  }),
  'commander.missingMandatoryOptionValue': (it) => ({
    zh: `必须给出选项“${it}”`,
    en: `The option "${it}" must be given`,
  }),
  'commander.invalidArgument': (it) => ({ zh: `“${it}”的值不对`, en: `The value of "${it}" is not valid` }),
  'commander.excessArguments': () => ({ zh: '参数太多', en: 'There are too many arguments' }),
}

/** The Problem that a usage error is; undefined where help was shown because no command was named. */
export function toUsageProblem({ code, message }: CommanderError): Problem | undefined {
  if (code === 'commander.help') return undefined
  const plain = message.replace(/^error: /, '').split('\n')[0] ?? ''
  const named = /'([^']+)'/.exec(plain)?.[1] ?? plain
  return CliProblem.usage({ reason: sentences[code]?.(named) ?? { zh: plain, en: plain } })
}
