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
  {
    routes: ['/catalogue/difference'],
    title: w('目录差异', 'The difference of catalogues'),
    purpose: w(
      '任意两个目录版本之间改了什么：新增、停用、修改，逐个字段列出原为和改为。',
      'What differs between any two versions: added, switched off and changed, field by field.',
    ),
    tasks: [
      task(
        w('看差异', 'Look at a difference'),
        w('选原版和新版，按变化或文字筛选。', 'Choose both versions, then filter by change or text.'),
        w('可以打印，也可以导出 Excel。', 'It can be printed, or taken away as a workbook.'),
      ),
    ],
  },
  {
    routes: ['/admin/catalogue'],
    title: w('目录编辑', 'Editing the catalogue'),
    purpose: w(
      '起草本县目录的下一版：改立案条件、结案条件、时限、责任和俗称，停用小类，增加扩展小类。',
      'Drafts the next edition: conditions, limits, responsibility, everyday words, classes off and classes added.',
    ),
    tasks: [
      task(
        w('起草', 'Draft'),
        w(
          '从现行目录起草，或先读入工作簿再用它起草；一个县同时只有一份草稿，几个人可以一起改。',
          'Begin from the catalogue in force or from a workbook; a county has one draft, and several people may work on it.',
        ),
        w(
          '左侧选小类，右侧修改，Ctrl Enter 保存；每一项都能单独撤销。',
          'Choose a class, change it, save with Ctrl Enter; each change can be undone alone.',
        ),
        w(
          '国家目录的编码、名称和大类不能改，可以停用；扩展小类从 999 向下编号。',
          'Codes, names and majors of the national list stay; a class may be switched off, and own classes count down from 999.',
        ),
      ),
      task(
        w('检查与发布', 'Check and publish'),
        w(
          '“差异”里逐项看改了什么，“检查与发布”里有错误的先改正。',
          'Look at the difference; faults in the check are mended first.',
        ),
        w(
          '选生效日（今天或以后），写明发布说明；各岗位会在页面上方看到。',
          'Choose the day, today or later, and write a note that everybody sees over the desk.',
        ),
      ),
    ],
    notes: [
      w(
        '在办案件保持立案时的版本、条件和时限。',
        'Running cases keep the edition, condition and limit they were filed under.',
      ),
      w(
        '指定了具体立案条件的权责规则自动沿用到文字相同的条件；文字有变的，检查时列出，发布后要重新指定。',
        'Rules of responsibility that name one condition follow to the one with the same words; where the words change the check says so, and they are named again.',
      ),
    ],
  },
]
