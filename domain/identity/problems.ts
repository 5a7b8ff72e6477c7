/** What can go wrong with people, posts and sessions. */
import { defineProblem } from '../problem.ts'
import { type AdministrationPost, postNames } from './post.ts'

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
  signInWaits: defineProblem<{ seconds: number }>('session.wait', 'too-many', ({ seconds }) => ({
    zh: `登录失败次数过多，请在 ${inWords(seconds).zh}后再试；忘记密码请联系系统管理员。`,
    en: `Too many sign-ins have failed; try again in ${inWords(seconds).en}, or ask the system administrator for a new password.`,
  })),
  signInBusy: defineProblem('session.busy', 'unavailable', () => ({
    zh: '此刻登录的人太多，请稍候再试。',
    en: 'Too many people are signing in at this moment; try again shortly.',
  })),
  sessionIsThis: defineProblem('session.is-this', 'conflict', () => ({
    zh: '这是当前会话，请用“退出”结束。',
    en: 'This is the session you are working in; sign out to end it.',
  })),
  personChanged: defineProblem('person.stale-version', 'conflict', () => ({
    zh: '该人员的资料刚被他人改动，请刷新后再改。',
    en: 'The person was changed meanwhile; reload first.',
  })),
  organisationChanged: defineProblem('organisation.stale-version', 'conflict', () => ({
    zh: '该单位的资料刚被他人改动，请刷新后再改。',
    en: 'The organisation was changed meanwhile; reload first.',
  })),
  ownRights: defineProblem('person.own-rights', 'forbidden', () => ({
    zh: '不能更改自己的岗位和责任区域，请由另一位安全管理员办理。',
    en: 'Nobody changes their own posts and areas of duty; another security administrator does.',
  })),
  ownAccount: defineProblem('person.own-account', 'forbidden', () => ({
    zh: '不能停用自己的账号，请由另一位系统管理员办理。',
    en: 'Nobody disables their own account; another system administrator does.',
  })),
  lastAdministrator: defineProblem<{ post: AdministrationPost }>(
    'person.last-administrator',
    'conflict',
    ({ post }) => ({
      zh: `这是本县最后一位${postNames[post].zh}，不能停用，也不能去掉这个岗位。`,
      en: `This is the last ${postNames[post].en} of the county, who can neither be disabled nor lose the post.`,
    }),
  ),
  administrationsCombined: defineProblem('person.administrations-combined', 'invalid', () => ({
    zh: '系统管理员、安全管理员、审计管理员三个岗位不能由同一个账号兼任。',
    en: 'No account holds two of the posts of system, security and audit administrator.',
  })),
  administratorPassword: defineProblem<{ post: AdministrationPost }>(
    'person.administrator-password',
    'forbidden',
    ({ post }) => ({
      zh: `${postNames[post].zh}的密码不由系统管理员重设；请在服务器上用 jingwei user set-password 办理。`,
      en: `The password of the ${postNames[post].en} is not reset by the system administrator, but on the server with jingwei user set-password.`,
    }),
  ),
  nothingApplied: defineProblem<{ name: string }>('person.nothing-applied', 'conflict', ({ name }) => ({
    zh: `${name}没有待授权的岗位。`,
    en: `No posts of ${name} wait to be granted.`,
  })),
  areaOutside: defineProblem<{ code: string; adcode: string }>(
    'person.area-outside',
    'invalid',
    ({ code, adcode }) => ({
      zh: `区域 ${code} 不在本县（${adcode}）范围内。`,
      en: `The area ${code} lies outside the county ${adcode}.`,
    }),
  ),
  personDisabled: defineProblem<{ name: string }>('person.is-disabled', 'conflict', ({ name }) => ({
    zh: `${name}的账号已停用。`,
    en: `The account of ${name} is disabled.`,
  })),
  noPhone: defineProblem('person.no-phone', 'not-found', () => ({
    zh: '没有登记手机号。',
    en: 'No telephone number is kept.',
  })),
  organisationEnded: defineProblem<{ name: string }>('organisation.ended', 'conflict', ({ name }) => ({
    zh: `${name}已撤销。`,
    en: `${name} has ended.`,
  })),
  organisationInUse: defineProblem<{ reasons: { zh: string; en: string }[] }>(
    'organisation.in-use',
    'conflict',
    ({ reasons }) => ({
      zh: `还不能撤销：${reasons.map((it) => it.zh).join('；')}。`,
      en: `It cannot end yet: ${reasons.map((it) => it.en).join('; ')}.`,
    }),
  ),
  parentWrong: defineProblem('organisation.parent-wrong', 'invalid', () => ({
    zh: '上级单位不存在、已撤销，或就在本单位之下。',
    en: 'The parent does not exist, has ended, or stands below this organisation.',
  })),
  fileMissing: defineProblem('people.file-missing', 'invalid', () => ({
    zh: '请选择一个 Excel（.xlsx）或 CSV 文件。',
    en: 'Choose an Excel (.xlsx) or CSV file.',
  })),
  fileFaulty: defineProblem<{ faults: number }>('people.file-faulty', 'invalid', ({ faults }) => ({
    zh: `文件中有 ${faults} 处错误，一条也没有写入；请先检查文件。`,
    en: `The file has ${faults} faults and nothing was written; check it first.`,
  })),
}

/** A wait as people say it. */
function inWords(seconds: number): { zh: string; en: string } {
  const minutes = Math.ceil(seconds / 60)
  return seconds < 120
    ? { zh: `${seconds} 秒`, en: `${seconds} seconds` }
    : { zh: `${minutes} 分钟`, en: `${minutes} minutes` }
}
