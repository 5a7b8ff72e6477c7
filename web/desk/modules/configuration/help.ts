/** Help of the configuration as files. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the page of configuration. */
export const configurationHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/configuration'],
    title: w('配置文件', 'Configuration files'),
    purpose: w(
      '把本县的单位、日历、目录、案件参数、权责清单、班次、巡查频次、常用语和告知用语导出为可读的文件，或按文件导入。',
      'Takes organisations, calendars, catalogue, settings, matrix, shifts, patrols, phrases and notices out as files, and brings them in.',
    ),
    tasks: [
      task(
        w('导出', 'Export'),
        w(
          '点“导出配置”得到压缩包，里面每部分一个文件，可以存档和比较。',
          'The archive has one file a section, to keep and compare.',
        ),
      ),
      task(
        w('导入', 'Import'),
        w(
          '选压缩包后先看各部分的差异，勾选要导入的部分，再导入；每部分有自己的结果。',
          'Choose an archive, look at each section, choose those to import; each has its result.',
        ),
      ),
    ],
    notes: [
      w(
        '文件里没有人员、账号、密码、电话、空间数据和排班。',
        'No people, accounts, passwords, telephone numbers, spatial data or rosters are in the files.',
      ),
      w(
        '每部分要有该部分的管理权限才能导入；有一处错误就什么都不导入。',
        'A section needs the right to change it, and one fault in the files imports nothing.',
      ),
    ],
  },
]
