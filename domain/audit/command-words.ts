/**
 * What every command is called in the audit, in both languages, by what an auditor looks for. A command without words
 * fails a test (`server/every-command-has-words.test.ts`); lines of commands that are no more are told by their name.
 */
import { actionPermission } from '../cases/action-permissions.ts'
import { innerActionNames, innerPermission, innerWordsOf } from '../cases/inner-orders/inner-life-cycle.ts'
import { caseActionNames, ruleOf } from '../cases/life-cycle.ts'
import type { Sentence } from '../problem.ts'

/** What an auditor looks for, in that order. */
export const auditTopics = [
  'personal',
  'out',
  'rights',
  'sign-in',
  'settings',
  'audit',
  'case',
  'base',
  'duty',
] as const
export type AuditTopic = (typeof auditTopics)[number]

export const topicWords: Readonly<Record<AuditTopic, Sentence>> = {
  personal: { zh: '个人信息与视频', en: 'personal data and video' },
  out: { zh: '导出与下载', en: 'what left the house' },
  rights: { zh: '人员与权限', en: 'people and rights' },
  'sign-in': { zh: '登录与会话', en: 'signing in' },
  settings: { zh: '参数与规则', en: 'settings and rules' },
  audit: { zh: '审计、密钥与备份', en: 'audit, keys and copies' },
  case: { zh: '案件办理', en: 'work on cases' },
  base: { zh: '基础数据', en: 'areas, places, components' },
  duty: { zh: '排班', en: 'rosters' },
}

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

// biome-ignore format: it is read as a table, one command a line.
const words: Readonly<Record<AuditTopic, Words>> = {
  personal: {
    'person.unmask-phone': ['查看人员完整电话', "saw a person's telephone number in full"],
    'report.unmask-caller': ['查看来电人完整信息', 'saw a caller in full'],
    'report.look-up-caller': ['按电话查来电记录', "looked up a caller's history"],
    'report.export-caller': ['应本人要求导出其个人信息', 'handed a person what is kept of them'],
    'report.erase-caller': ['应本人要求删除其个人信息', 'erased what is kept of a person'],
    'report.forget-callers': ['到期清除来电人信息', 'forgot callers whose time was over'],
    'person.forget-leavers': ['到期清除离岗人员电话', 'forgot numbers of those who left'],
    'case.mask-texts': ['遮盖案卷文字中的号码', 'masked numbers in texts of cases'],
    'retention.change': ['更改个人信息保存期', 'changed how long personal data are kept'],
    'retention.place-hold': ['暂停清除（取证保留）', 'placed a hold on a case'],
    'retention.lift-hold': ['解除取证保留', 'lifted the hold of a case'],
    'case.erase-photos': ['到期清除案件照片', 'erased photos of cases'],
    'camera.watch': ['查看视频', 'watched a camera'],
    'camera.end-watch': ['结束查看视频', 'ended watching a camera'],
    'finding.record': ['视频截图登记', 'recorded a finding from video'],
    'finding.report': ['视频发现转上报', 'made a report of a finding'],
    'finding.discard': ['弃用视频发现', 'discarded a finding'],
    'finding.erase': ['清除视频截图', 'erased a picture from video'],
  },
  out: {
    'person.export': ['导出人员名单', 'exported the staff list'],
    'case-export.request': ['申请导出案卷清单', 'asked for a file of cases'],
    'case.fetch-export': ['下载案卷清单', 'fetched a file of cases'],
    'case-export.change': ['案卷清单导出进度', 'progress of a file of cases'],
    'case-sheet.take': ['下载案卷单', 'took a case sheet'],
    'responsibility.export': ['导出权责清单', 'exported the responsibility matrix'],
    'camera.export': ['导出视频探头', 'exported the cameras'],
    'configuration.export': ['导出配置', 'exported the configuration'],
    'address.export': ['导出地址库', 'exported the address library'],
    'cell.export': ['导出单元网格', 'exported unit grids'],
    'area.export': ['导出区划', 'exported areas'],
    'grid-draft.export': ['导出网格草案', 'exported a grid draft'],
    'roster.export': ['导出排班', 'exported a roster'],
    'data.export': ['命令行导出数据', 'exported data on the command line'],
  },
  rights: {
    'access.refuse': ['无权访问被拒', 'was refused for want of a right'],
    'person.create': ['新增人员', 'added a person'],
    'person.change': ['修改人员信息', 'changed a person'],
    'person.authorise': ['授予或收回岗位和区域', 'granted or withdrew posts and areas'],
    'person.grant-applied': ['按申请授权', 'granted what was applied for'],
    'person.import': ['导入人员', 'imported people'],
    'person.put': ['写入人员', 'put people'],
    'person.disable': ['停用账号', 'closed an account'],
    'person.enable': ['启用账号', 'opened an account again'],
    'person.leave': ['停用并移交工作', 'closed an account and handed work over'],
    'person.unlock': ['解除登录等待', 'let somebody try to sign in again'],
    'person.reset-password': ['重置密码', 'reset a password'],
    'person.set-password': ['命令行设置密码', 'set a password on the command line'],
    'second-factor.reset': ['重置他人双因素认证', "reset somebody's second factor"],
    'organisation.create': ['新增单位', 'added an organisation'],
    'organisation.change': ['修改单位', 'changed an organisation'],
    'organisation.end': ['撤销单位', 'ended an organisation'],
    'organisation.put': ['写入单位', 'put organisations'],
    'api-key.create': ['新建接口密钥', 'made an API key'],
    'api-key.revoke': ['吊销接口密钥', 'revoked an API key'],
    'security-settings.change': ['更改安全设置', 'changed the security settings'],
    'sign-on.create-provider': ['接入统一身份认证', 'added an identity system'],
    'sign-on.change-provider': ['更改统一身份认证', 'changed an identity system'],
    'sign-on.link': ['为人员关联统一身份认证', 'linked a person to the identity system'],
    'sign-on.link-matching': ['按声明自动关联统一身份认证', 'linked matching people to the identity system'],
    'sign-on.unlink': ['解除人员的统一身份认证关联', 'unlinked a person from the identity system'],
  },
  'sign-in': {
    'session.open': ['登录', 'signed in'],
    'session.refuse': ['登录失败', 'failed to sign in'],
    'session.challenge': ['密码正确，等待动态口令', 'gave the password, a code is awaited'],
    'session.end': ['退出', 'signed out'],
    'session.end-one': ['结束一个会话', 'ended one session'],
    'session.end-others': ['结束其他会话', 'ended the other sessions'],
    'session.change-password': ['修改自己的密码', 'changed the own password'],
    'sign-on.take-up': ['收到统一身份认证的答复', 'took up an answer of the identity system'],
    'sign-on.refuse': ['统一身份认证登录被拒', 'was refused at the identity system'],
    'sign-on.link-own': ['关联自己的统一身份认证', 'linked the own account to the identity system'],
    'sign-on.unlink-own': ['解除自己的统一身份认证关联', 'unlinked the own account from the identity system'],
    'second-factor.begin': ['开始设置双因素认证', 'began to set up a second factor'],
    'second-factor.confirm': ['启用双因素认证', 'turned the second factor on'],
    'second-factor.remove': ['关闭双因素认证', 'turned the second factor off'],
    'second-factor.renew-codes': ['更换恢复码', 'renewed recovery codes'],
    'preference.put': ['保存个人偏好', 'kept a preference'],
  },
  settings: {
    'case-settings.change': ['更改案件参数', 'changed the settings of cases'],
    'responsibility.change': ['更改权责清单', 'changed the responsibility matrix'],
    'responsibility.put': ['写入责任', 'put responsibilities'],
    'responsibility.follow-edition': ['权责清单随目录更新', 'moved the matrix to a new catalogue'],
    'calendar.put': ['更改工作日历', 'changed a working calendar'],
    'calendar.import-days': ['导入放假安排', 'imported days off'],
    'notice.word': ['更改答复用语', 'changed the words of notices'],
    'phrase.change': ['更改常用语', 'changed the phrases of acts'],
    'phrase.keep': ['保存个人常用语', 'kept an own phrase'],
    'phrase.drop': ['删除个人常用语', 'dropped an own phrase'],
    'configuration.import': ['导入配置', 'imported configuration'],
    'catalogue.import': ['导入目录', 'imported a catalogue'],
    'catalogue.publish': ['发布目录', 'published a catalogue'],
    'catalogue.seed': ['载入国家目录', 'seeded the national catalogue'],
    'catalogue.propose-crosswalk': ['生成目录对照', 'proposed a crosswalk'],
    'catalogue.sign-crosswalk': ['签认目录对照', 'signed a crosswalk'],
    'catalogue.read-news': ['已读目录变更', 'read the news of a catalogue'],
    'catalogue-draft.begin': ['新建目录草案', 'began a catalogue draft'],
    'catalogue-draft.save-row': ['编辑目录草案', 'edited a catalogue draft'],
    'catalogue-draft.undo-row': ['撤销草案更改', 'undid a change of a catalogue draft'],
    'catalogue-draft.move': ['移动草案条目', 'moved an entry of a catalogue draft'],
    'catalogue-draft.publish': ['发布目录草案', 'published a catalogue draft'],
    'catalogue-draft.discard': ['放弃目录草案', 'discarded a catalogue draft'],
    'case-filter.save': ['保存筛选', 'saved a filter'],
    'case-filter.remove': ['删除筛选', 'removed a filter'],
  },
  audit: {
    'audit.search': ['查询审计记录', 'searched the audit'],
    'audit.read-line': ['查看审计记录详情', 'read a line of the audit'],
    'audit.request-check': ['要求验证审计链', 'asked for the chain to be proved'],
    'audit.request-export': ['申请导出审计记录', 'asked for an export of the audit'],
    'audit.fetch-export': ['下载审计导出', 'fetched an export of the audit'],
    'audit.change-run': ['审计验证或导出进度', 'progress of a proof or an export of the audit'],
    'audit.drop': ['删除到期审计记录', 'dropped audit lines whose time was over'],
    'keys.rotate': ['更换密钥', 'made a new key'],
    'keys.retire': ['停用旧密钥', 'retired a key'],
    'sealing.reseal': ['换密钥重新加密', 'sealed rows anew'],
    'backup.record': ['备份记录', 'recorded a backup'],
    'demonstration.begin': ['开始演示数据', 'began a demonstration'],
    'demonstration.finish-step': ['演示数据完成一步', 'finished a step of a demonstration'],
  },
  case: {
    'report.create': ['上报登记', 'registered a report'],
    'report.tell': ['答复上报人', 'told a reporter'],
    'case.merge': ['并案', 'merged a case'],
    'case.hold': ['领办', 'took a case in hand'],
    'case.put-back': ['放回待办', 'put a case back'],
    'case.hand-on': ['转给同事', 'handed a case on'],
    'case.read-directives': ['已读批示督办', 'read directives'],
    'case.read-moved-deadlines': ['已读期限变化', 'read moved deadlines'],
    'case.recompute': ['重算期限', 'reckoned deadlines anew'],
    'case.record-return-visit': ['回访', 'recorded a return visit'],
    'case.import': ['导入历史案件', 'imported cases'],
    'case.carry-over': ['迁入在办案件', 'carried open cases over'],
    'case.carry-photos': ['迁入案件照片', 'carried photos over'],
    'case-note.write': ['写备注', 'wrote a note'],
    'case-note.withdraw': ['撤回备注', 'withdrew a note'],
    'case-mention.read': ['已读提及', 'read a mention'],
    'photo.keep': ['上传照片', 'sent a photo'],
    'document.keep': ['上传附件', 'sent a document'],
  },
  base: {
    'area.import': ['导入区划', 'imported areas'],
    'area.seed-territory': ['生成演示区划', 'seeded a made-up territory'],
    'cell.import': ['导入单元网格', 'imported unit grids'],
    'grid-draft.open': ['新建网格草案', 'opened a grid draft'],
    'grid-draft.change': ['编辑网格草案', 'edited a grid draft'],
    'grid-draft.undo': ['撤销网格编辑', 'undid an edit of a grid draft'],
    'grid-draft.redo': ['重做网格编辑', 'did an edit of a grid draft again'],
    'grid-draft.deliver': ['导入网格草案', 'delivered a survey into a grid draft'],
    'grid-draft.publish': ['发布网格草案', 'published a grid draft'],
    'grid-draft.discard': ['放弃网格草案', 'discarded a grid draft'],
    'address.create': ['新增地点', 'added a place'],
    'address.change': ['修改地点', 'changed a place'],
    'address.end': ['停用地点', 'ended a place'],
    'address.put': ['写入地点', 'put places'],
    'address.hear-phrase': ['记下地址说法', 'heard a way of naming a place'],
    'address.judge-phrase': ['确认地址说法', 'judged a way of naming a place'],
    'address-import.begin': ['开始导入地址', 'began an import of addresses'],
    'address-import.tell': ['地址导入进度', 'progress of an import of addresses'],
    'basemap.create': ['新增底图', 'added a base map'],
    'basemap.change': ['修改底图', 'changed a base map'],
    'basemap.choose-default': ['设为默认底图', 'chose the default base map'],
    'basemap.end': ['停用底图', 'ended a base map'],
    'basemap-file.keep': ['上传底图文件', 'sent a file of tiles'],
    'camera.create': ['新增探头', 'added a camera'],
    'camera.change': ['修改探头', 'changed a camera'],
    'camera.end': ['停用探头', 'ended a camera'],
    'camera.import': ['导入探头', 'imported cameras'],
    'component.create': ['新增部件', 'added a component'],
    'component.put': ['导入部件', 'put components'],
    'component.change-state': ['更改部件状态', 'changed the state of a component'],
    'component.change-photos': ['更换部件照片', 'changed the photos of a component'],
    'component.follow-grid': ['部件随网格更新', 'moved components with the grid'],
    'no-report-zone.create': ['设置管控区域', 'made a no-report zone'],
    'no-report-zone.end': ['取消管控区域', 'ended a no-report zone'],
  },
  duty: {
    'shift.create': ['新增班次', 'added a shift'],
    'shift.change': ['修改班次', 'changed a shift'],
    'shift.end': ['停用班次', 'ended a shift'],
    'roster.set-week': ['排班', 'set a week of a roster'],
    'roster.copy-week': ['复制一周排班', 'copied a week of a roster'],
    'roster.import': ['导入排班', 'imported a roster'],
    'roster.clear-leaver': ['清除离岗人员排班', 'cleared the roster of a leaver'],
    'roster.set-frequency': ['设置巡查频次', 'set a patrol frequency'],
    'leave.grant': ['登记请假', 'granted leave'],
    'leave.end': ['结束请假', 'ended a leave'],
    'substitution.set': ['安排顶班', 'set a substitute'],
    'substitution.end': ['取消顶班', 'ended a substitution'],
  },
}

const ofCases: Words = Object.fromEntries([
  ...caseActionNames.map((it) => [actionPermission(it), [ruleOf(it).zh, ruleOf(it).en]] as const),
  ...(['issue', ...innerActionNames] as const).map(
    (it) =>
      [
        innerPermission(it),
        [`内部工单${innerWordsOf(it).zh}`, `inner order: ${innerWordsOf(it).en}`],
      ] as const,
  ),
])

type Known = { readonly topic: AuditTopic; readonly words: Sentence }

const known: ReadonlyMap<string, Known> = new Map(
  auditTopics.flatMap((topic) =>
    Object.entries(topic === 'case' ? { ...ofCases, ...words.case } : words[topic]).map(
      ([command, [zh, en]]) => [command, { topic, words: { zh, en } }] as const,
    ),
  ),
)

/** Every command that has words, by topic. */
export const auditCommands: readonly { command: string; topic: AuditTopic; words: Sentence }[] = [
  ...known,
].map(([command, it]) => ({ command, ...it }))

/** What `command` is called; its name, where it is a command of another version. */
export const commandWords = (command: string): Sentence =>
  known.get(command)?.words ?? { zh: command, en: command }

/** Whether `command` has words. */
export const hasWords = (command: string): boolean => known.has(command)

/** The commands of a topic. */
export const commandsOf = (topic: AuditTopic): string[] =>
  auditCommands.filter((it) => it.topic === topic).map((it) => it.command)
