/**
 * The posts (岗位) of a centre and the units it works with, by the code words of the trade. A person may hold
 * several; a small county merges posts by a setting, never by other code.
 */
import { z } from 'zod'

export const postCodes = [
  'collector',
  'citizen',
  'acceptor',
  'shift_leader',
  'dispatcher',
  'unit',
  'handler',
  'sub_center',
  'inspector',
  'leader',
  'sysadmin',
  'security_admin',
  'audit_admin',
  'data_admin',
] as const

/** The code word of a post. */
export const Post = z.enum(postCodes).meta({ description: '岗位 post' })
export type Post = z.infer<typeof Post>

/** What a post is called, and what it does. */
export const postNames: Readonly<Record<Post, { zh: string; en: string; does: string }>> = {
  collector: { zh: '监督员', en: 'collector', does: 'patrols, reports, verifies and checks on the spot' },
  citizen: { zh: '公众', en: 'citizen', does: 'reports and follows own reports' },
  acceptor: { zh: '受理员', en: 'acceptor', does: 'receives reports, issues verify and check tasks' },
  shift_leader: { zh: '值班长', en: 'shift leader', does: 'files, closes, voids' },
  dispatcher: { zh: '派遣员', en: 'dispatcher', does: 'sends to units, decides on their requests' },
  unit: { zh: '处置单位', en: 'unit', does: 'puts right, or applies for return, extension, suspension' },
  handler: { zh: '处置人员', en: 'handler', does: 'works on the spot for a unit' },
  sub_center: {
    zh: '二级平台',
    en: 'second-level platform',
    does: 'accepts and dispatches inside a town or bureau',
  },
  inspector: { zh: '督查员', en: 'inspector', does: 'checks independently and supervises' },
  leader: { zh: '领导', en: 'leader', does: 'supervises and decides' },
  sysadmin: { zh: '系统管理员', en: 'system administrator', does: 'accounts, organisations, settings' },
  security_admin: {
    zh: '安全管理员',
    en: 'security administrator',
    does: 'grants posts and areas, second factor, keys, password profile',
  },
  audit_admin: {
    zh: '审计管理员',
    en: 'audit administrator',
    does: 'reads and exports the audit, nothing else',
  },
  data_admin: {
    zh: '数据管理员',
    en: 'data administrator',
    does: 'catalogues, areas, components, calendars',
  },
}

/**
 * The posts of the centre itself: they work for the whole county, or for their areas of duty, and for no unit. Who grants
 * rights and who reads the audit take no part in the centre's work.
 */
const centrePosts: readonly string[] = [
  'acceptor',
  'shift_leader',
  'dispatcher',
  'inspector',
  'leader',
  'sysadmin',
  'data_admin',
] satisfies Post[]

/** Whether any of `posts` is one of the centre. */
export const holdsCentrePost = (posts: readonly string[]): boolean =>
  posts.some((it) => centrePosts.includes(it))

/**
 * The three administrations (三权分立, GB/T 22239-2019 8.1.5): one opens accounts, one grants what they may do, one
 * reads what both did. No account holds two of them.
 */
export const administrationPosts = ['sysadmin', 'security_admin', 'audit_admin'] as const satisfies Post[]
export type AdministrationPost = (typeof administrationPosts)[number]

/** The administrations among `posts`; more than one may not stand together. */
export const administrationsIn = (posts: readonly string[]): AdministrationPost[] =>
  administrationPosts.filter((it) => posts.includes(it))
