/**
 * What a password that a person thinks up must be: long enough, not made of the user name, not one of those that are tried
 * first, and of several kinds of characters where the county's profile asks for that.
 */
import { defineProblem } from '../problem.ts'
import { kindsAsked, type PasswordRule } from './security-settings.ts'

/** Of ten characters and more, what lists of stolen passwords hold most, and what a 城管 centre would think of. */
const commonPasswords = new Set([
  '0123456789',
  '0987654321',
  '1234567890',
  '12345678910',
  '123456789a',
  '1234567890a',
  '123456789q',
  '1111111111',
  '1122334455',
  '1357924680',
  '147258369a',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qazxsw23edc',
  '5201314520',
  '5201314aaa',
  'a123456789',
  'a1234567890',
  'aa123456789',
  'abc1234567',
  'abc123456789',
  'abcd1234567',
  'admin12345',
  'admin123456',
  'administrator',
  'asdf123456',
  'asdfghjkl1',
  'asdfghjkl123',
  'chengguan123',
  'chengguan12345',
  'chengguan12319',
  'gridmanager',
  'iloveyou123',
  'p@ssw0rd123',
  'passw0rd123',
  'password12',
  'password123',
  'password1234',
  'q123456789',
  'q1w2e3r4t5',
  'qazwsxedc1',
  'qazwsxedcrfv',
  'qq123456789',
  'qwer123456',
  'qwertyuiop',
  'qwertyuiop123',
  'shuzichengguan',
  'wangge12345',
  'woaini1314',
  'woaini1314520',
  'woaini5201314',
  'zaq12wsxcde3',
  'zxcvbnm123',
  'zxcvbnm1234',
])

/** Why a password is refused. */
export type PasswordFault = 'short' | 'kinds' | 'user-name' | 'common' | 'run' | 'unchanged' | 'used-before'

/** Every character follows the one before by the same step, as in 2468… or aaaa…. */
function isRun(text: string): boolean {
  const steps = new Set<number>()
  for (let index = 1; index < text.length; index += 1)
    steps.add((text.codePointAt(index) ?? 0) - (text.codePointAt(index - 1) ?? 0))
  return steps.size <= 1
}

const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]

/** Of how many kinds a password has something: capitals, small letters, digits, and whatever else (Han, marks, spaces). */
export const countKinds = (password: string): number => kinds.filter((it) => it.test(password)).length

/** What speaks against `password` for the account `username` by `rule`; undefined when nothing does. */
export function findPasswordFault(
  password: string,
  username: string,
  { fewest, profile }: PasswordRule,
): PasswordFault | undefined {
  const plain = password.trim().toLowerCase()
  if ([...plain].length < fewest) return 'short'
  const rest = plain.replaceAll(username.toLowerCase(), '')
  // A user name of two letters may well be part of a good password; what is left must be worth something.
  if (rest.length !== plain.length && [...rest].length < fewest - 2) return 'user-name'
  if (commonPasswords.has(plain)) return 'common'
  if (isRun(plain)) return 'run'
  return countKinds(password.trim()) < kindsAsked[profile] ? 'kinds' : undefined
}

type Asked = Pick<PasswordRule, 'fewest' | 'history'>

const faultsBy = ({ fewest, history }: Asked): Record<PasswordFault, { zh: string; en: string }> => ({
  short: {
    zh: `密码至少 ${fewest} 个字符。`,
    en: `A password has at least ${fewest} characters.`,
  },
  kinds: {
    zh: '密码须含大写字母、小写字母、数字、其他字符四类中的三类。',
    en: 'A password has three of these: capitals, small letters, digits, other characters.',
  },
  'used-before': {
    zh: `不能使用最近 ${history} 次用过的密码。`,
    en: `None of the last ${history} passwords may come again.`,
  },
  'user-name': { zh: '密码不能由用户名构成。', en: 'The password must not be made of the user name.' },
  common: {
    zh: '这个密码太常见，最先被人猜到，请换一个。',
    en: 'This password is among the first that are tried; choose another.',
  },
  run: {
    zh: '密码不能是连续或重复的字符。',
    en: 'A password must not be one character repeated or a run of characters.',
  },
  unchanged: { zh: '新密码不能与原密码相同。', en: 'The new password must differ from the old one.' },
})

export const PasswordProblem = {
  weak: defineProblem<{ fault: PasswordFault } & Asked>(
    'password.weak',
    'invalid',
    ({ fault, ...asked }) => faultsBy(asked)[fault],
  ),
  wrong: defineProblem('password.wrong', 'invalid', () => ({
    zh: '原密码不正确。',
    en: 'The present password is not right.',
  })),
}
