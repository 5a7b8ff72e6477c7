/** Help of the command screen; told in the manuals, since a wall has no room for it. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

export const screenHelp: HelpPage = {
  routes: ['/screen'],
  title: w('指挥屏', 'The command screen'),
  purpose: w(
    '先看要决断的：已超时、将超时、督办未回复、反复流转、异常多发；再看今日流程、地图、单位和监督员。',
    'What needs a decision first: late, about to be, unanswered, going round, spikes; then the flow of today, the map, units and collectors.',
  ),
  tasks: [
    task(
      w('看', 'Look'),
      w(
        '右上角写明数据的时刻；断线或数据旧了，整屏褪色并说明。',
        'The age of the data stands above; old data lose their colours and the screen says why.',
      ),
      w('点任何一个数字，到工作台看它数的案卷。', 'Any figure opens its cases at the desk.'),
      w(
        '“异常多发”与近几周同一星期几、同一时刻之前相比，算法写在旁边。',
        'A spike is told against the same weekday and hour of the weeks before; how stands beside it.',
      ),
    ),
  ],
  notes: [
    w('红和黄只表示超时和将超时，没有别的意思。', 'Red and yellow mean late and about to be, nothing else.'),
  ],
}
