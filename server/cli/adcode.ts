/** The option `--adcode` of commands that may work in another county than the one of the settings. */
import { InvalidArgumentError, Option } from 'commander'
import type { Sentence } from '#domain/problem.ts'
import type { Terminal } from './terminal.ts'

/** The option; a value that is no six-digit code is refused. */
export const adcodeOption = ({ label }: Terminal, about: Sentence): Option =>
  new Option('--adcode <code>', label(about)).argParser((text) => {
    if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('six digits')
    return text
  })
