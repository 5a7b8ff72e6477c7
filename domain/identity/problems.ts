/** What can go wrong with people, posts and sessions. */
import { defineProblem } from '../problem.ts'

export const IdentityProblem = {
  wrongSignIn: defineProblem('session.wrong-sign-in', 'unauthenticated', () => ({
    zh: '用户名或密码不正确。',
    en: 'The user name or the password is not right.',
  })),
  usernameTaken: defineProblem('person.username-taken', 'conflict', () => ({
    zh: '用户名已被使用。',
    en: 'The user name is taken.',
  })),
  organisationUnknown: defineProblem<{ id: string }>('organisation.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个单位：${id}`,
    en: `There is no such organisation: ${id}`,
  })),
  personUnknown: defineProblem<{ id: string }>('person.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个人员：${id}`,
    en: `There is no such person: ${id}`,
  })),
  creditCodeInvalid: defineProblem<{ code: string }>(
    'organisation.credit-code-invalid',
    'invalid',
    ({ code }) => ({
      zh: `统一社会信用代码“${code}”不正确（应为 18 位且校验码相符，GB 32100-2015）。`,
      en: `"${code}" is no unified social credit code (18 characters with a matching check character, GB 32100-2015).`,
    }),
  ),
  externalCodeTaken: defineProblem('organisation.external-code-taken', 'conflict', () => ({
    zh: '单位编号已存在。',
    en: 'The organisation code exists already.',
  })),
  demonstrationPassword: defineProblem('person.demonstration-password', 'conflict', () => ({
    zh: '演示账号的密码由演示县统一生成，不能更改。',
    en: 'The passwords of demonstration accounts follow from their county and cannot be changed.',
  })),
  demonstrationRefused: defineProblem('session.demonstration-refused', 'forbidden', () => ({
    zh: '生产模式下不接受演示账号。',
    en: 'Demonstration accounts are refused in production.',
  })),
}
