/** Help of entering a report. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

const report: HelpPage = {
  routes: ['/report'],
  title: w('登记上报', 'Entering a report'),
  purpose: w(
    '边接电话边登记，一屏办完，全程不用鼠标。登记后得到上报号，案卷进入待受理。',
    'Written down while somebody is on the telephone, on one screen and without the mouse. The report gets a number and its case waits for acceptance.',
  ),
  tasks: [
    task(
      w('登记一个电话', 'A call'),
      w(
        '先写问题描述，按 Tab；建议的小类前有数字，按数字选定，再按数字选立案条件。',
        'Write what happened and press Tab; a digit takes a suggested class, the next digit its condition.',
      ),
      w(
        '输入地址：路名、门牌、路口、“某处东侧50米”或拼音首字母都可以，回车选第一个。',
        'Type the address: street and number, a crossing, "50 m east of …", or initials of pinyin; Enter takes the first.',
      ),
      w(
        '看一眼“疑似重复”；是同一件就按 F4 选它并入，来电人会同样得到答复。',
        'Look at likely duplicates; F4 joins one, and the caller is answered all the same.',
      ),
      w(
        '填来电人姓名电话；同一号码以前反映过的会列出来。',
        'Write down the caller; what the same number told before is listed.',
      ),
      w('按 Ctrl + Enter 登记。', 'Ctrl Enter saves.'),
    ),
    task(
      w('地址找不到', 'The address is not found'),
      w(
        '在地图上点一下，立即显示社区与单元网格；地址可以照来电人的说法写。',
        'Press on the map: community and cell are shown at once; the address may stay in the words of the caller.',
      ),
    ),
  ],
  notes: [
    w(
      '断网或关掉页面，写了一半的内容还在；来电人的姓名和电话不会存在这台电脑上。',
      'What was half written survives a dropped line or a closed page; the name and number of a caller are never kept on the PC.',
    ),
    w('可以先不定小类，批转立案前补上。', 'The class may wait until the case is sent on.'),
  ],
}

const mine: HelpPage = {
  routes: ['/my-reports'],
  title: w('我的上报', 'My reports'),
  purpose: w('您上报过的问题和它们现在办到哪一步。', 'What you reported and how far it has come.'),
  tasks: [task(w('查看', 'Look'), w('点开一条，看办理过程和结果。', 'Open one to see what was done.'))],
}

/** Help of the pages of intake. */
export const intakeHelp: readonly HelpPage[] = [report, mine]
