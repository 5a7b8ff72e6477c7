/** Help of the monthly board. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the pages of evaluation. */
export const evaluationHelp: readonly HelpPage[] = [
  {
    routes: ['/evaluation', '/evaluation/cases'],
    title: w('月度评价', 'The monthly board'),
    purpose: w(
      '一个月里各单位、乡镇、社区的立案、结案、按期和返工。没有一个数字不能点开。',
      'What was filed, closed, in time and done again in a month, by unit, town and community. No figure without its cases.',
    ),
    tasks: [
      task(
        w('看一个月', 'Look at a month'),
        w(
          '选月份和分组；点列名排序，点数字看是哪些案卷。',
          'Choose month and grouping; press a heading to sort, a figure to see its cases.',
        ),
        w('“各项指标怎么算”写明每个数字的算法。', 'How each figure is worked out stands below.'),
      ),
    ],
    notes: [
      w(
        '申诉获准的案卷标为“已免责”，不计超期。',
        'A case whose appeal was granted is exempted and not counted late.',
      ),
    ],
  },
  {
    routes: ['/evaluation/inner', '/evaluation/inner/orders'],
    title: w('内部工单评价', 'The board of inner orders'),
    purpose: w(
      '二级平台派给社区、班组、承包单位的内部工单，一个月里各办得怎样，现在还有哪些没办完。不计入县级评价。',
      'How each community, team and contractor did its inner orders in a month, and what is open now. It never enters the county’s board.',
    ),
    tasks: [
      task(
        w('看一个月', 'Look at a month'),
        w(
          '选月份；县级岗位可再选二级平台。点列名排序，点数字看是哪些工单，再从工单到案卷。',
          'Choose the month, at the county also the second level; a heading sorts, a figure opens its orders and from there the cases.',
        ),
        w(
          '“各项指标怎么算”写明每个数字和比率的算法。',
          'How each figure and rate is worked out stands below.',
        ),
      ),
      task(
        w('看谁手里压着', 'See who is behind'),
        w(
          '“现在”几列不分月份：未办结、等您初核的、黄灯和红灯。',
          'The columns under “Now” are of any month: open, waiting for your check, near and past their deadline.',
        ),
      ),
    ],
    notes: [
      w(
        '按期以承办单位反馈的时间判定；退回返工的，以再次反馈为准。案件超期后才派发的不判。',
        'In time is judged by the report of the unit, after rework by the new one; what was given when the case was late already is not judged.',
      ),
      w(
        '只看得到本单位及下级单位的数字；承办单位只看到自己的一行。',
        'One sees the own unit and those below it; an inner unit sees its own row only.',
      ),
    ],
  },
]
