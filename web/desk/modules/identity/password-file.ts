/** Initial passwords as a file that Excel opens; a cell that begins like a formula is kept from being one. */
import { toInert } from '#domain/inert-text.ts'

type Line = { readonly username: string; readonly name: string; readonly password: string }

const cell = (text: string): string => {
  const safe = toInert(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text of the file, with the byte order mark that Excel needs. */
export const toPasswordText = (lines: readonly Line[]): string =>
  `\uFEFF${[['用户名', '姓名', '初始密码'], ...lines.map((it) => [it.username, it.name, it.password])]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')}\r\n`

/** The file to download. */
export const toPasswordFile = (lines: readonly Line[]): Blob =>
  new Blob([toPasswordText(lines)], { type: 'text/csv;charset=utf-8' })
