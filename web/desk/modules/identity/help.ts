/** Help of people, organisations and passwords. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

const people: HelpPage = {
  routes: ['/admin/people'],
  title: w('人员', 'People'),
  purpose: w(
    '帐号、岗位、责任区域。岗位决定能做什么，责任区域决定能看到哪里。',
    'Accounts, posts and areas of duty: the post decides what somebody may do, the areas where.',
  ),
  tasks: [
    task(
      w('新增或导入', 'Add or import'),
      w(
        '按 a 新增一人；一次性密码只显示一次，请当面交给本人。',
        'a adds somebody; the one-time password is shown once.',
      ),
      w(
        '多人用“导入”：下载模板、填好、先检查再写入；有一处错误就一个也不写。',
        'Many come by a table: it is checked first, and one fault stops it all.',
      ),
    ),
    task(
      w('授权岗位和区域', 'Grant posts and areas'),
      w(
        '系统管理员建立帐号时写明申请的岗位；安全管理员在“待授权”里核对后授权，一人或一页一起办。',
        'The system administrator names posts with a new account; the security administrator looks them over under 待授权 and grants them, one by one or a page at once.',
      ),
      w(
        '自己的岗位由另一位安全管理员更改；系统、安全、审计三个管理员不能兼任。',
        'One’s own posts are changed by another; no account holds two of the posts of system, security and audit administrator.',
      ),
    ),
    task(
      w('有人离岗', 'Somebody leaves'),
      w(
        '选中本人，点“停用与移交”；手上的核实、核查、处置、在办案卷逐件列出。',
        'Choose the person and 停用与移交: all open work is listed.',
      ),
      w(
        '逐件或一次选定接手人，也可交回；停用和移交同时完成，做过的记录保留原名。',
        'Say who takes what over, or give it back; closing the account and handing over happen together.',
      ),
    ),
    task(
      w('忘记密码', 'A forgotten password'),
      w(
        '点“重设密码”，给出新的一次性密码；首次登录必须修改。',
        'Reset it; the new one is for one sign-in only.',
      ),
    ),
  ],
}
const organisations: HelpPage = {
  routes: ['/admin/organisations'],
  title: w('单位', 'Organisations'),
  purpose: w(
    '处置单位、二级平台和它们的下级单位，以及各自的责任区域和别名。',
    'Units, second levels and those below them, with their areas and other names.',
  ),
  tasks: [
    task(
      w('建立二级平台的下级', 'Units below a second level'),
      w(
        '新增单位时选上级单位；二级平台拆分案卷时就能选到它。',
        'Choose the superior when adding; the second level can then give it inner orders.',
      ),
    ),
    task(
      w('撤销单位', 'End a unit'),
      w(
        '撤销前会列出在办案卷和权责规则，先移交再撤销。',
        'Open cases and rules are listed first, and handed over.',
      ),
    ),
  ],
}
const password: HelpPage = {
  routes: ['/password'],
  title: w('修改密码', 'Change the password'),
  purpose: w(
    '至少 10 个字符。用一句自己记得住的话最好。',
    'At least 10 characters; a sentence you remember is best.',
  ),
  tasks: [
    task(
      w('修改', 'Change it'),
      w(
        '输入现在的密码和两遍新密码；其他设备上的登录随即失效。',
        'Type the present one and the new one twice; sign-ins elsewhere end.',
      ),
    ),
  ],
}

/** Help of the pages of identity. */
export const identityHelp: readonly HelpPage[] = [people, organisations, password]
