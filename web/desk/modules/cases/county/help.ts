/** Help of what a county sets for its cases. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

const settings: HelpPage = {
  routes: ['/admin/case-settings'],
  title: w('案件参数', 'Settings of cases'),
  purpose: w(
    '各环节时限、红绿灯、延期与挂账、查重、岗位合并、步骤连办。',
    'Limits of the stages, lights, extensions and suspensions, duplicates, merged posts, joined steps.',
  ),
  tasks: [
    task(
      w('更改', 'Change'),
      w(
        '改动列在右侧“更改前 → 更改后”，看清再保存；每次保存是一个新版本，谁改的都有记录。',
        'Changes are listed before → after; each save is a version with its author.',
      ),
    ),
  ],
  notes: [
    w(
      '只对新开始的环节生效；正在走的时限不变。',
      'They hold for stages that begin later; clocks that run keep their limit.',
    ),
  ],
}
const matrix: HelpPage = {
  routes: ['/admin/responsibility'],
  title: w('权责清单', 'The responsibility matrix'),
  purpose: w(
    '哪类问题在哪里由谁办、依据什么。派遣建议、覆盖情况和争议都以它为准。',
    'Which unit is responsible for what and where, and on what ground.',
  ),
  tasks: [
    task(
      w('增加或变更规则', 'Add or change a rule'),
      w(
        '选小类或大类、区域、主办和协办单位，写明依据和生效日期。',
        'Choose class, area, units, ground and the day from which it holds.',
      ),
      w(
        '规则不改写：变更是从某日起的新规则，已派出的案件不受影响。',
        'A rule is never rewritten: a change is a new one from a day on.',
      ),
    ),
    task(
      w('找空白', 'Find gaps'),
      w(
        '“覆盖情况”在地图和列表上标出没有单位负责的“小类 × 社区”，点“补规则”。',
        'Coverage shows pairs of class and community without a unit, and a rule can be added there.',
      ),
    ),
    task(
      w('试查', 'Test'),
      w(
        '选小类和地点，看会派给谁、为什么，别的规则为什么没用上。',
        'Choose class and place to see who gets it and why, and why other rules lose.',
      ),
    ),
  ],
}
const calendars: HelpPage = {
  routes: ['/admin/calendars'],
  title: w('工作日历', 'Working calendars'),
  purpose: w(
    '上班、放假、调休和办公时间。所有以工作日、工作时计的时限按它推算。',
    'Working days, days off and hours; every limit in working time follows it.',
  ),
  tasks: [
    task(
      w('更改一天', 'Change a day'),
      w('点这一天，选上班或放假，写名称。', 'Press the day, choose, give it a name.'),
      w(
        '先点“预览影响”：列出多少在办案件推后或提前、变化最大的是哪些；再保存。',
        'Look at the preview: how many open cases move and which most; then save.',
      ),
      w(
        '保存后期限自动重算，有关人员的待办上方会提示。',
        'Deadlines are worked out anew, and those concerned are told.',
      ),
    ),
  ],
}

/** Help of the pages of the county's settings. */
export const countyHelp: readonly HelpPage[] = [settings, matrix, calendars]
