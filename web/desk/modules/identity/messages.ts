/** Texts of signing in. */
import { messages } from '#kit/i18n/messages.ts'

export const identityMessages = messages(
  'identity',
  {
    title: '登录工作台',
    username: '用户名',
    password: '密码',
    show: '显示密码',
    hide: '隐藏密码',
    signIn: '登录',
    busy: '正在登录…',
    intro: '上报、核实、立案、派遣、处置、核查、结案，一案到底。',
    steps: {
      report: '上报',
      verify: '核实',
      file: '立案',
      dispatch: '派遣',
      dispose: '处置',
      check: '核查',
      close: '结案',
    },
    demonstration:
      '演示帐号由启动程序打印，用户名即岗位代号，例如 acceptor（受理员）、dispatcher（派遣员）。',
    expired: '登录已失效，请重新登录。',
  },
  {
    title: 'Sign in to the desk',
    username: 'User name',
    password: 'Password',
    show: 'Show the password',
    hide: 'Hide the password',
    signIn: 'Sign in',
    busy: 'Signing in…',
    intro: 'Report, verify, file, dispatch, dispose, check, close: one case, all the way.',
    steps: {
      report: 'report',
      verify: 'verify',
      file: 'file',
      dispatch: 'dispatch',
      dispose: 'dispose',
      check: 'check',
      close: 'close',
    },
    demonstration:
      'Demonstration accounts are printed when the program starts; the user name is the post, such as acceptor or dispatcher.',
    expired: 'Your session has ended; please sign in again.',
  },
)
