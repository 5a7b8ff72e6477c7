/** Passwords come from a file or standard input, never as an argument, which every process of the machine could read. */
import { Option } from 'commander'
import { generatePassword } from '#modules/identity/index.ts'
import { readText } from './read-file.ts'
import type { Terminal } from './terminal.ts'

/** The option `--password-file`. */
export const passwordOption = ({ label }: Terminal): Option =>
  new Option(
    '--password-file <file>',
    label({
      zh: '只含密码的文件，- 为标准输入；不填则生成密码',
      en: 'a file that holds the password only, - for standard input; without it one is made',
    }),
  )

/** The password in `file`, or a new one. */
export const getPassword = (file: string | undefined): string =>
  file === undefined ? generatePassword() : readText(file).trimEnd()

/** What is said of a password that was made. */
export const passwordLine = ({ text }: Terminal, password: string): string =>
  text({ zh: `密码（只显示这一次）：${password}`, en: `Password (shown this once): ${password}` })
