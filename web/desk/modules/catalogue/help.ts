/** Help of the catalogue. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the pages of the catalogue. */
export const catalogueHelp: readonly HelpPage[] = [
  {
    routes: ['/catalogue'],
    title: w('分类目录', 'The catalogue'),
    purpose: w(
      '部件、事件的大类小类，每个小类的立案条件、结案条件、处置时限和责任部门。立案与时限都以它为准。',
      'Classes of components and matters with conditions of filing and closing, limits and who is responsible. Filing and clocks follow it.',
    ),
    tasks: [
      task(
        w('查一个小类', 'Find a class'),
        w(
          '按 / 输入名称、编码或俗称，如“井盖”“小广告”。',
          'Press / and type a name, a code or how people call it.',
        ),
        w(
          '右侧看立案条件、时限和依据的条款。',
          'Beside it stand conditions, limits and the clause they come from.',
        ),
      ),
      task(
        w('导出', 'Export'),
        w('点“导出 Excel”，得到可以再导入的工作簿。', 'As an Excel workbook that can be imported again.'),
      ),
    ],
    notes: [
      w(
        '案卷立案时记下当时的时限，以后目录更改不影响它。',
        'A case keeps the limit it was filed with; later changes do not reach it.',
      ),
    ],
  },
]
