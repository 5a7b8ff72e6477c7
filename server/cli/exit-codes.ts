/** What the command line ends with. */
import type { Sentence } from '#domain/problem.ts'

export const exitCodes = {
  ok: 0,
  bug: 1,
  problem: 2,
  refusals: 3,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What each exit code means, for help and guide. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, Sentence>> = {
  ok: { zh: '完成', en: 'done' },
  bug: { zh: '程序错误（标准错误上有调用栈）', en: 'a bug (its stack is on standard error)' },
  problem: {
    zh: '不能照办，原因见提示；什么也没有改变',
    en: 'refused, the reason is told; nothing was changed',
  },
  refusals: {
    zh: '已完成，但有被拒绝的行或查出的差异',
    en: 'finished, but with refused rows or found differences',
  },
}
