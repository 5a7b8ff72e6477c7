/** Help of people, organisations and passwords. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

const people: HelpPage = {
  routes: ['/admin/people'],
  title: w('人员', 'People'),
  purpose: w(
    '账号、岗位、责任区域。岗位决定能做什么，责任区域决定能看到哪里。',
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
        '系统管理员建立账号时写明申请的岗位；安全管理员在“待授权”里核对后授权，一人或一页一起办。',
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
const apiKeys: HelpPage = {
  routes: ['/admin/api-keys'],
  title: w('接口密钥', 'API keys'),
  purpose: w(
    '其他系统凭密钥访问本系统：能做什么、看到哪里、到哪一天，逐个写明。',
    'Other systems come with a key: each says what it may do, where, and until when.',
  ),
  tasks: [
    task(
      w('新建密钥', 'Make a key'),
      w(
        '按 a 新建，选视同的岗位、权限、区域和有效期；密钥只显示一次。',
        'a makes one: choose the post it sees as, permissions, areas and its last day; the key is shown once.',
      ),
    ),
    task(
      w('限制请求数', 'Limit requests'),
      w(
        '新建时填每分钟请求数；用完后到下一分钟才再接受，对方收到 429 和须等的秒数。“本分钟已用”按小批计数，可能略多于实际。',
        'Say so many requests a minute when making it; what is over is refused with 429 and the seconds to wait. What is used is counted in small batches, so a little more than was asked for may show.',
      ),
    ),
    task(
      w('吊销', 'Revoke one'),
      w('点“吊销”，一秒内失效；对方须换新的密钥。', 'Revoke it: within a second it is worth nothing.'),
    ),
  ],
}
const password: HelpPage = {
  routes: ['/password'],
  title: w('修改密码', 'Change the password'),
  purpose: w(
    '多长、含几类字符、多久一换，由本县的安全设置决定。用一句自己记得住的话最好。',
    'How long, of how many kinds and for how many days is what the county has set; a sentence you remember is best.',
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

const account: HelpPage = {
  routes: ['/account'],
  title: w('账号安全', 'Account security'),
  purpose: w(
    '密码用了多久、双因素认证、在哪些设备上登录着、最近谁用这个账号登录过。点右上角自己的姓名打开。',
    'How old the password is, the second factor, where you are signed in, and recent sign-ins; your name at the top leads here.',
  ),
  tasks: [
    task(
      w('启用双因素认证', 'Turn on the second factor'),
      w(
        '点“启用”，输入密码，用手机验证器扫码，再输入显示的 6 位数字。',
        'Turn on, type the password, scan the code with the authenticator of your phone, type its six digits.',
      ),
      w(
        '随后显示 10 个恢复码，只显示一次；抄下来，手机不在身边时每个可用一次。',
        'Ten recovery codes are shown once; write them down, each is good once without the phone.',
      ),
    ),
    task(
      w('手机丢了', 'The phone is lost'),
      w(
        '登录时用一个恢复码代替动态口令；没有恢复码的，请安全管理员当面核实后重置。',
        'Sign in with a recovery code, or ask the security administrator to reset the second factor.',
      ),
    ),
    task(
      w('关联统一身份认证', 'Link the identity system of the place'),
      w(
        '本县接入了统一身份认证时，点“关联”，输入现在的密码，到认证系统登录后自动返回；以后在登录页点它的按钮即可登录。',
        'Where the county has connected one: press Link, type the present password, sign in there; from then on its button on the sign-in page lets you in.',
      ),
      w(
        '不再使用时点“解除关联”，经它登录的会话随即结束。',
        'Unlink it when you no longer use it; sign-ins that came through it end.',
      ),
    ),
    task(
      w('结束别处的登录', 'End sign-ins elsewhere'),
      w(
        '不认识的设备点“结束”，一秒内失效；再改密码。',
        'End what you do not know; it is over within a second. Then change the password.',
      ),
    ),
  ],
}
const security: HelpPage = {
  routes: ['/admin/security'],
  title: w('安全设置', 'Security settings'),
  purpose: w(
    '密码按哪种规则、哪些岗位必须用双因素认证。两种密码规则互相矛盾，由本县选择。',
    'By which rules passwords are made and which posts need a second factor; the two norms contradict each other, so the county chooses.',
  ),
  tasks: [
    task(
      w('更改规则', 'Change the rules'),
      w(
        '选一种密码规则，需要时改数字，保存后立即生效；已过期的人下次操作时须先改密码。',
        'Choose the rules, change figures if need be, save; whoever is over the days then has to choose another password first.',
      ),
    ),
    task(
      w('要求双因素认证', 'Ask for a second factor'),
      w(
        '勾选岗位；未启用的人登录后只能先启用。生产模式默认勾选管理员和能查看、导出个人信息的岗位。',
        'Tick the posts; whoever has none yet can only turn it on. In production administrators and whoever unmasks or exports are ticked.',
      ),
    ),
    task(
      w('接入统一身份认证', 'Connect the identity system of the place'),
      w(
        '在“统一身份认证登录”点“接入一个”，填按钮名称、代号、签发者地址、客户端编号和密钥；保存后把回调地址登记到认证系统，再点“试连”。',
        'Add a provider: name of its button, code, issuer, client id and secret; enter the address of return at the identity system, then press Try.',
      ),
      w(
        '账号由本人在“账号安全”里关联，或由您按用户名和认证系统中的标识（sub）关联；三类管理员的账号只能由本人关联。',
        'Accounts are linked by their people on the page of their account, or by you with user name and subject; those of the three administrators by themselves alone.',
      ),
      w(
        '认证系统出事时点“修改”，去掉“在登录页显示并允许登录”，一秒内经它登录的人都须改用密码。',
        'When something is wrong with it, switch it off: within a second nobody is in through it.',
      ),
    ),
  ],
}

/** Help of the pages of identity. */
export const identityHelp: readonly HelpPage[] = [people, organisations, apiKeys, password, account, security]
