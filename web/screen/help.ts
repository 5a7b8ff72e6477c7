/** Help of the command screen, told beside it and printed in the manuals. What a figure counts is said by the domain, word by word. */
import { type CaseFigure, caseFigures } from '#domain/cases/case-figure.ts'
import { spikeRule } from '#domain/cases/spike.ts'
import type { Sentence } from '#domain/problem.ts'
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** A figure with what it counts, as a sentence. */
const told = (figure: CaseFigure): Sentence => {
  const { zh, en, means } = caseFigures[figure]
  return w(`${zh}：${means.zh}。`, `${en[0]?.toUpperCase()}${en.slice(1)}: ${means.en}.`)
}

export const screenHelp: HelpPage = {
  routes: ['/screen'],
  title: w('指挥屏', 'The command screen'),
  purpose: w(
    '先看要决断的：已超时、将超时、督办未回复、反复流转、异常多发；再看今日流程、地图、单位和监督员。',
    'What needs a decision first: late, about to be, unanswered, going round, spikes; then the flow of today, the map, units and collectors.',
  ),
  tasks: [
    task(
      w('待决断', 'To decide now'),
      w(
        '已超时：当前环节时限已过的未办结案件。',
        'Overdue: open cases past the limit of their present step.',
      ),
      w(
        '将超时：当前环节剩余时间已不多的未办结案件，比例在案件参数中设定。',
        'About to be: open cases with little of their present limit left; how little is set in the settings of cases.',
      ),
      told('supervision-open'),
      told('supervision-late'),
      told('going-round'),
      w(
        '待审批申请：回退、延期、挂账等申请中等待决定的案件，按种类计数。',
        'Requests: cases in which somebody asked to return, extend or suspend and waits for a decision, by kind.',
      ),
    ),
    task(
      w('异常多发', 'Spikes'),
      w(
        `同一乡镇街道、同一小类今日到此刻的上报，与近 ${spikeRule.weeks} 周同一星期几、同一时刻之前相比。`,
        `Reports of one class in one town until now, against the same weekday of the last ${spikeRule.weeks} weeks up to the same time.`,
      ),
      w(
        `至少 ${spikeRule.fewestToday} 件，且偶然出现的可能不到千分之一，才算异常；历史不足 ${spikeRule.fewestWeeks} 周时不判断。`,
        `At least ${spikeRule.fewestToday}, and so many that chance alone would bring them less than once in a thousand looks; with less than ${spikeRule.fewestWeeks} weeks on record nothing is said.`,
      ),
    ),
    task(
      w('今日流程和逐时图', 'The loop of today and the chart'),
      told('reported'),
      told('filed'),
      told('dispatched'),
      told('handled'),
      told('checked'),
      told('closed'),
      w(
        '“现在等待”是各环节此刻未办结的案件，其中超时的另列。',
        'What waits now are the open cases of each stage, with those overdue beside them.',
      ),
      w(
        '逐时图的“平常上报”是近几周同一星期几的平均。',
        'The usual line of the chart is the mean of the same weekday of the weeks before.',
      ),
    ),
    task(
      w('地图', 'The map'),
      w(
        '每个未办结案件按灯色和形状标出：红八边形超时，黄三角将超时，绿圆充裕，两竖条暂停；远看合成一个数。',
        'Each open case by its light: red octagon overdue, yellow triangle about to be, green circle in time, bars paused; from afar they become a number.',
      ),
      w(
        '底图由县里选定；有权看视频的，可把探头也放上去。',
        'The base map is the choice of the county; who may watch cameras can show them.',
      ),
    ),
    task(
      w('处置单位和监督员', 'Units and collectors'),
      told('with-unit'),
      told('with-unit-late'),
      w(
        '今日按期：今日应结的案件中按期办完的比例，口径与月度评价相同。',
        'In time today: of the cases due today, the share done in time, counted as on the monthly board.',
      ),
      w(
        '监督员：今日在岗或手上有任务的人，“在手”是未完成的核实和核查，“超期”是其中超时的。没有排班的日子，人人算在岗。',
        'Collectors: who is on duty or has tasks; theirs are verifications and checks not done yet, and those overdue. On a day without a roster everybody counts as on duty.',
      ),
    ),
    task(
      w('数据从哪里来，新不新', 'Where the data come from, and how fresh they are'),
      w(
        '全部数字由本县服务器从案卷和日志直接算出，案卷一变就推送，不隔夜、不汇总；看得到的范围与您的责任区域相同。',
        'All figures are counted by the county’s server from cases and their logs and pushed as these change; what is counted is what you may see.',
      ),
      w(
        '“实时”：两秒内服务器刚确认过这些数字；旁边是几秒前。',
        'Live: the server confirmed these figures within two seconds; beside it stands how long ago.',
      ),
      w(
        '“数据 时刻”：服务器迟迟未答或断线，屏上是那个时刻的数，整屏褪色并说明；恢复后自动继续。',
        'Data of a time: the server is late or the line is cut; the screen shows what was then, without colours, and goes on by itself.',
      ),
      w(
        '“正在连接”：还没有收到过数据。“无法读取”：登录到期或没有权限。',
        'Connecting: nothing was heard yet. Cannot be read: the session is over, or there is no right to it.',
      ),
    ),
    task(
      w('点开数字', 'Open a figure'),
      w(
        '点任何一个数字，或用 Tab 移到它再按回车，到工作台看它数的案卷，一件不多一件不少。',
        'Any figure opens its cases at the desk, exactly as many: click it, or Tab to it and press Enter.',
      ),
    ),
  ],
  notes: [
    w('红和黄只表示超时和将超时，没有别的意思。', 'Red and yellow mean late and about to be, nothing else.'),
  ],
}
