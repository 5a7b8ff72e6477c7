/** Help of the roster. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the pages of patrol. */
export const patrolHelp: readonly HelpPage[] = [
  {
    routes: ['/roster'],
    title: w('排班', 'The roster'),
    purpose: w(
      '谁哪天上什么班、守哪片责任区。任务只派给在岗的监督员，所以排班表要随时是真的。',
      'Who works when and where. Tasks go only to collectors on duty, so the roster must be true.',
    ),
    tasks: [
      task(
        w('排一周', 'Fill a week'),
        w('先点“班次”建立班次，如早班 07:00–14:00。', 'Make the shifts first, such as 07:00–14:00.'),
        w(
          '方向键移动，数字键选班次，Shift + 数字再加一个班次，Delete 清空。',
          'Move with the arrows, a digit takes a shift, Shift and a digit adds one, Delete empties.',
        ),
        w(
          '回车设定岗位与责任区；可用于本周全部班次。',
          'Enter sets post and ground, for one day or the whole week.',
        ),
        w(
          'Ctrl + S 保存，一次写入；有冲突的格子会标出。',
          'Ctrl S saves all at once; cells in conflict are marked.',
        ),
      ),
      task(
        w('复制到以后', 'Copy a week'),
        w(
          '点“复制周”，选复制到哪几周；不能复制的（请假、离岗、重叠）先逐条列出。',
          'Copy this week to later ones; what cannot be copied is listed first.',
        ),
      ),
      task(
        w('请假与顶班', 'Leave and substitutes'),
        w(
          '点“请假 / 顶班”，登记请假，选顶班人；没人顶的班次会提醒。',
          'Write down leave and who stands in; a shift nobody takes is pointed out.',
        ),
      ),
      task(
        w('看巡查够不够', 'See whether patrols suffice'),
        w(
          '右侧“巡查覆盖”按单元网格类别和每日次数，列出哪天哪些网格排不够。',
          'At the side stands which cells of which class get fewer rounds than set, and when.',
        ),
      ),
    ],
  },
  {
    routes: ['/my-roster'],
    title: w('我的班表', 'My shifts'),
    purpose: w(
      '您自己哪天上什么班、守哪片责任区，谁替您、您替谁。只有您自己的。',
      'When you work and where, who stands in for you and whom you stand in for. Yours alone.',
    ),
    tasks: [
      task(
        w('看现在和下一班', 'See now and next'),
        w(
          '上面写着您现在是否在岗、到几点，下一班是什么时候、在哪里。',
          'On top stands whether you are on duty and until when, and when and where you work next.',
        ),
      ),
      task(
        w('看这两周或一个月', 'See two weeks or a month'),
        w(
          '下面是本周和下周；点“按月”看别的月份。有人顶班、您顶别人、请假的班次都写明。',
          'Below are this week and the next; “Month” shows others. Substitutes and leave are marked.',
        ),
      ),
    ],
    notes: [
      w(
        '班表由单位的排班人安排；要请假或换班，请找排班人登记。',
        'The roster is made by your organisation; ask whoever makes it for leave or another shift.',
      ),
      w('不在排班表上的人看不到这一页。', 'Whoever stands on no roster is not shown this page.'),
    ],
  },
]
