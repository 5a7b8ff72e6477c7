/** What can go wrong with security settings and with a second factor. */
import { defineProblem } from '../problem.ts'

export const SecurityProblem = {
  stale: defineProblem<{ expected: number; current: number }>(
    'security-settings.stale-version',
    'conflict',
    ({ current }) => ({
      zh: `安全设置已被他人改为第 ${current} 版，请在最新内容上再改。`,
      en: `Somebody else has changed the security settings to version ${current}; change what they made.`,
    }),
  ),
  warnsTooEarly: defineProblem<{ changeDays: number }>(
    'security-settings.warns-too-early',
    'invalid',
    ({ changeDays }) => ({
      zh: `提前提醒的天数须少于密码有效期（${changeDays} 天）。`,
      en: `People are told fewer days ahead than a password lasts (${changeDays}).`,
    }),
  ),
  codeNeeded: defineProblem<{ challenge: string; expiresAt: string; to?: string }>(
    'session.code-needed',
    'unauthenticated',
    () => ({
      zh: '密码正确，请再输入动态口令。',
      en: 'The password is right; now the code of your second factor.',
    }),
  ),
  challengeOver: defineProblem('session.challenge-over', 'unauthenticated', () => ({
    zh: '等待动态口令的时间已过，请重新登录。',
    en: 'The time for the code is over; begin to sign in again.',
  })),
  wrongCode: defineProblem('second-factor.wrong-code', 'invalid', () => ({
    zh: '动态口令不正确，或已经用过；请等下一个。',
    en: 'The code is wrong or was used already; wait for the next one.',
  })),
  none: defineProblem('second-factor.none', 'conflict', () => ({
    zh: '没有启用双因素认证。',
    en: 'There is no second factor.',
  })),
  already: defineProblem('second-factor.already', 'conflict', () => ({
    zh: '双因素认证已启用；换手机请先停用。',
    en: 'There is a second factor already; remove it first to use another device.',
  })),
  notBegun: defineProblem('second-factor.not-begun', 'conflict', () => ({
    zh: '请先扫描二维码再输入动态口令。',
    en: 'Scan the code with your device first.',
  })),
  required: defineProblem('second-factor.required', 'forbidden', () => ({
    zh: '您的岗位必须使用双因素认证，不能停用；手机丢失请联系安全管理员。',
    en: 'Your post asks for a second factor; ask the security administrator if you have lost it.',
  })),
  own: defineProblem('second-factor.own', 'forbidden', () => ({
    zh: '不能重置自己的双因素认证，请由另一位安全管理员办理。',
    en: 'Nobody resets their own second factor; another security administrator does.',
  })),
}
