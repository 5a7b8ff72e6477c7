/** What can go wrong with signing in through a provider. */
import { defineProblem } from '../problem.ts'

export const SignOnProblem = {
  unknownProvider: defineProblem<{ code: string }>('sign-on.unknown-provider', 'not-found', ({ code }) => ({
    zh: `没有这个统一身份认证：${code}`,
    en: `There is no such provider: ${code}`,
  })),
  /** No 503: the house itself is there, and a page that tried again by itself would only wait longer. */
  unavailable: defineProblem<{ name: { zh: string; en: string } }>(
    'sign-on.unavailable',
    'conflict',
    ({ name }) => ({
      zh: `“${name.zh}”暂时连不上，请稍后再试，或用用户名和密码登录。`,
      en: `${name.en} cannot be reached at the moment; try again later, or sign in with your password.`,
    }),
  ),
  /** Late, used before, begun in another browser, or never begun: which, nobody is told. */
  over: defineProblem('sign-on.over', 'unauthenticated', () => ({
    zh: '这次统一身份认证已过期、已用过或不是从这个浏览器开始的，请重新登录。',
    en: 'This sign-in is too old, was used before, or was not begun in this browser; begin again.',
  })),
  declined: defineProblem('sign-on.declined', 'unauthenticated', () => ({
    zh: '统一身份认证没有完成登录，请重新登录，或用用户名和密码登录。',
    en: 'The provider did not sign you in; begin again, or sign in with your password.',
  })),
  answerWrong: defineProblem('sign-on.answer-wrong', 'unauthenticated', () => ({
    zh: '统一身份认证的回答没有通过检查，未登录；请重新登录，仍不行请告诉安全管理员。',
    en: 'The answer of the provider did not stand up to the checks; begin again, and tell the security administrator if it stays.',
  })),
  /** Not linked, closed, waiting after failures: the same words for all of them. */
  refused: defineProblem('sign-on.refused', 'unauthenticated', () => ({
    zh: '统一身份认证已通过，但不能用它登录本系统的账号；请用用户名和密码登录，或联系安全管理员。',
    en: 'The provider knows you, but no account here can be entered by it; sign in with your password, or ask the security administrator.',
  })),
  otherAddress: defineProblem<{ houseUrl: string }>('sign-on.other-address', 'invalid', ({ houseUrl }) => ({
    zh: `统一身份认证登录须从 ${houseUrl} 打开本系统；现在的地址不同，登录后回不来。`,
    en: `To sign in through a provider, open this system at ${houseUrl}; from the present address you would not come back.`,
  })),
  issuerInsecure: defineProblem('sign-on.issuer-insecure', 'invalid', () => ({
    zh: '签发者地址须以 https:// 开头，且不带用户名、查询和片段。',
    en: 'The issuer must begin with https:// and hold no user, query or fragment.',
  })),
  codeTaken: defineProblem('sign-on.code-taken', 'conflict', () => ({
    zh: '这个代号已被使用。',
    en: 'The code is taken.',
  })),
  stale: defineProblem('sign-on.stale-version', 'conflict', () => ({
    zh: '统一身份认证的设置刚被他人改动，请刷新后再改。',
    en: 'The provider was changed meanwhile; reload first.',
  })),
  secretAnew: defineProblem('sign-on.secret-anew', 'invalid', () => ({
    zh: '更换签发者地址时，须重新填写客户端密钥。',
    en: 'With another issuer the client secret must be given anew.',
  })),
  alreadyLinked: defineProblem('sign-on.already-linked', 'conflict', () => ({
    zh: '这个账号或这个统一身份已有关联，请先解除。',
    en: 'The account or the identity is linked already; unlink it first.',
  })),
  ofAdministrator: defineProblem('sign-on.of-administrator', 'forbidden', () => ({
    zh: '系统、安全、审计管理员的账号只能由本人在“账号安全”里关联。',
    en: 'Accounts of system, security and audit administrators are linked only by themselves, on the page of their account.',
  })),
  linkUnknown: defineProblem<{ id: string }>('sign-on.link-unknown', 'not-found', ({ id }) => ({
    zh: `没有这个关联：${id}`,
    en: `There is no such link: ${id}`,
  })),
}
