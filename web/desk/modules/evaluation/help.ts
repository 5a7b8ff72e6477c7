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
]
