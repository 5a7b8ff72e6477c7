/** Help of the queue, the case and what belongs to it. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

const queue: HelpPage = {
  routes: ['/queue', '/cases'],
  title: w('待办与案卷列表', 'The queue and the list of cases'),
  purpose: w(
    '“我的待办”只列等您岗位办理的案卷，最先到期的在最上面；“案卷”列出您有权查看的全部案卷。两处的筛选、选择和操作相同。',
    'My queue lists only what waits for your post, what runs out first on top; Cases lists all that you may see. Filters, choosing and actions are the same in both.',
  ),
  tasks: [
    task(
      w('办一件', 'Deal with one'),
      w(
        '按 j、k 上下移动，回车打开；右侧按顺序列出您现在可以办理的操作。',
        'Move with j and k, open with Enter; what you may do now stands beside it in order.',
      ),
      w('按 1–9 直接办理对应操作，填好后按“确定”。', 'Press 1–9 to take an action, fill it in and confirm.'),
      w('办完自动回到列表，下一件已标出。', 'You are back in the list with the next one marked.'),
    ),
    task(
      w('领取，避免两人办同一件', 'Take a case in hand'),
      w(
        '按 t 领取标出的案卷，同事会看到在办人是您；再按一次放回。',
        'Press t to take the marked case; colleagues see that it is yours; press again to put it back.',
      ),
      w('按 h 转交给同样可以办理的在岗同事。', 'Press h to hand it on to a colleague who may do the same.'),
    ),
    task(
      w('一次办很多件', 'Deal with many at once'),
      w(
        '按 x 选择，大写 X 选到这一行，a 全选；再点下方的操作，或按它的数字。',
        'Choose with x, up to here with X, all with a; then press the action below, or its number.',
      ),
      w(
        '派遣时可选“按权责清单分别派遣”，每件派给清单对应的单位。',
        'A dispatch can follow the responsibility matrix, each case to its own unit.',
      ),
      w(
        '每件都有自己的结果；没办成的写明原因，可以重新发送，办成的在允许时可以撤销。',
        'Each case has its own result; what failed says why and can be sent again, what was done can be undone where the life cycle allows.',
      ),
    ),
    task(
      w('筛选、保存、导出', 'Filter, keep, export'),
      w(
        '用上方的状态、时限、单位、来源和“在列表中查找”缩小范围；网址随之变化，可以发给同事。',
        'Narrow the list with the filters above; the address follows and can be sent to a colleague.',
      ),
      w(
        '点“保存为常用筛选”，可只自己用，也可共享给同岗位同事。',
        'Keep a filter for yourself or share it with your post.',
      ),
      w(
        '点“导出”，选列和格式；文件在后台生成，好了会提醒，保留 7 天。',
        'Export in the background as Excel or CSV; the file is kept for 7 days.',
      ),
    ),
  ],
  notes: [
    w(
      '时限灯：绿色圆形充裕，黄色三角将到期，红色八角已超时，双竖线暂停。灯旁写明是哪个环节的时限。',
      'Lights: green circle in time, yellow triangle running out, red octagon late, two bars paused; beside it stands which clock it is.',
    ),
    w(
      '同事办理后列表自动更新，您标出的行和所选不会跳动。',
      'The list follows what colleagues do; your mark and choice stay.',
    ),
  ],
}

const caseHelp: HelpPage = {
  routes: ['/cases/:id'],
  title: w('案卷', 'A case'),
  purpose: w(
    '一个案卷的全部：案情、位置、照片、时限、办理过程和您现在能做的操作。',
    'All of one case: facts, place, photos, clocks, what was done, and what you may do now.',
  ),
  tasks: [
    task(
      w('办理', 'Take a step'),
      w(
        '右侧列出您现在可以办理的操作，数字键 1–9 对应顺序；实心的是往下走的主要操作。',
        'What you may do now stands at the side in the order of 1–9; the filled one moves the case on.',
      ),
      w(
        '填写期间有人先办了，会提醒您，已填的内容不会丢。',
        'If somebody was quicker you are told, and what you typed stays.',
      ),
    ),
    task(
      w('看照片', 'Look at the photos'),
      w(
        '按 p 打开照片，滚轮缩放、R 旋转；按 c 对比处置前后，可并排或叠加。',
        'p opens the photos, with zoom and turning; c compares before and after, side by side or over one another.',
      ),
    ),
    task(
      w('看懂时限', 'Understand the clock'),
      w(
        '“时限”里每行一天，实心段计入，斜纹段不计，超出部分为红色；指向一段就说明原因。',
        'Each row is a day: filled counts, hatched does not, red is over the limit; point at a stretch to read why.',
      ),
      w('“责任单位”写明派给谁依据哪条权责规则。', 'The responsible unit stands with the rule behind it.'),
    ),
    task(
      w('留言和附件', 'Notes and documents'),
      w(
        '在“内部备注”写给同事的话，输入 @ 加姓名或拼音提醒某人；可附 PDF、Word、Excel。',
        'Write to colleagues in the notes; @ with a name reminds somebody; PDF, Word and Excel can go with it.',
      ),
      w('备注公众看不到，也不会印在案卷单上。', 'The public never sees notes, and they are not printed.'),
    ),
    task(
      w('打印案卷单', 'Print the case sheet'),
      w(
        '按 w 打开案卷单，可打印或下载 Word；下载会记入审计日志。',
        'w opens the sheet, to print or as Word; each download is logged.',
      ),
    ),
  ],
  notes: [
    w(
      '来电人的姓名电话默认只显示首尾；查看完整号码要写理由并留下记录。',
      'Names and numbers of callers are masked; seeing one asks for a reason and is logged.',
    ),
  ],
}

const sheet: HelpPage = {
  routes: ['/cases/:id/sheet'],
  title: w('案卷单', 'The case sheet'),
  purpose: w(
    '案卷的纸面形式，供打印、存档或发给没有账号的单位。',
    'A case on paper, to print, keep, or give to whoever has no account.',
  ),
  tasks: [
    task(
      w('打印或下载', 'Print or download'),
      w(
        '点“打印”使用浏览器打印，点“下载 Word”得到可编辑的文件。',
        'Print with the browser, or download a Word file.',
      ),
    ),
  ],
  notes: [
    w('不含来电人电话和内部备注。', 'It holds neither the number of a caller nor notes.'),
    w(
      '位置图下写明底图名称和审图号；没有底图时写明原因。',
      'Under the map stand its base map and review number, or why there is none.',
    ),
  ],
}

const inner: HelpPage = {
  routes: ['/inner-orders', '/inner-orders/:id'],
  title: w('内部工单', 'Inner orders'),
  purpose: w(
    '乡镇街道或部门把县里派来的一个案卷拆给社区、班组、承包单位分头办理；县里始终只看到一个案卷。',
    'A town or bureau gives parts of a case to communities, teams and contractors; the county goes on seeing one case.',
  ),
  tasks: [
    task(
      w('拆分派发', 'Split a case'),
      w(
        '打开案卷，按 s 或点“拆分派发”，选一个或几个下级单位，分别写明承办内容。',
        'Open the case, press s, choose units and write what each is to do.',
      ),
      w(
        '选“随案件时限”，或另设更短的内部时限。',
        'Let the order follow the clock of the case, or give it a shorter one.',
      ),
    ),
    task(
      w('下级单位办理', 'Work on an order'),
      w(
        '在列表中打开工单，接单，办完后反馈情况和照片。',
        'Open the order, take it, and report what was done with photos.',
      ),
    ),
    task(
      w('初核', 'First check'),
      w(
        '下级反馈后由二级平台初核：通过，或退回重办并写明理由。',
        'The second level checks what was reported: it passes, or goes back with a reason.',
      ),
      w(
        '全部通过或撤回后，才能向县里反馈本案处置结果。',
        'Only when all passed or were recalled the case can be reported as done.',
      ),
    ),
  ],
}

const lead: HelpPage = {
  routes: ['/lead'],
  title: w('领导', 'For leaders'),
  purpose: w(
    '手机上一屏看今日数字、超时案件和自己的批示督办。',
    "Today's figures, what is late, and one's own instructions, on one phone screen.",
  ),
  tasks: [
    task(
      w('批示或督办', 'Instruct or supervise'),
      w(
        '在超时案件上点“批示”或“督办”，点一句常用语即发出；也可以自己写。',
        'On a late case press 批示 or 督办 and a phrase, or write your own.',
      ),
      w(
        '“我的批示督办”里看谁读了、谁还没读、何时前回复。',
        'Below you see who has read it, who has not, and by when an answer is due.',
      ),
    ),
  ],
  notes: [w('每个数字都可以点开，看到它数的是哪些案卷。', 'Every figure opens the cases it counts.')],
}

const mentions: HelpPage = {
  routes: ['/mentions'],
  title: w('提到我的', 'Mentions'),
  purpose: w('同事在备注里 @ 您的地方都在这里。', 'Wherever colleagues mentioned you in a note.'),
  tasks: [
    task(
      w('处理', 'Read them'),
      w('点开进入案卷，未读标记随之消失。', 'Open the case; the mark of the unread goes.'),
    ),
  ],
}

const map: HelpPage = {
  routes: ['/map'],
  title: w('地图', 'The map'),
  purpose: w(
    '在办案卷和部件在地图上的样子；左侧列表始终与地图说的一致，不用鼠标也能办。',
    'Open cases and components on the map; the list beside it says the same, so nobody needs a pointer.',
  ),
  tasks: [
    task(
      w('看', 'Look'),
      w(
        '拉远时圆圈里的数字是案卷数，拉近后是单个案卷，颜色和形状就是时限灯。',
        'Far out bubbles tell how many there are; near, each case shows its light.',
      ),
      w(
        '在“图层与图例”里开关案卷、部件、网格、边界。',
        'Switch cases, components, grids and borders in the legend.',
      ),
      w('拖动“上报时间”只看近一天、一周或一月的。', 'Drag the time to see the last day, week or month.'),
    ),
    task(
      w('圈选', 'Choose by drawing'),
      w(
        '选矩形、多边形或圈画，在地图上画；列表只剩圈内案卷。',
        'Draw a rectangle, a polygon or a loop; the list keeps what lies inside.',
      ),
      w('点“在列表中打开”，可以一次办理。', 'Open them in the list to deal with them at once.'),
    ),
  ],
}

/** Help of the pages of cases. */
export const casesHelp: readonly HelpPage[] = [queue, caseHelp, sheet, inner, lead, mentions, map]
