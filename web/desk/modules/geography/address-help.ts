/** Help of the address library. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the page of the address library. */
export const addressHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/addresses'],
    title: w('地名地址', 'Addresses'),
    purpose: w(
      '本县的地名地址库。登记案卷时按名称、别名、拼音首字母或“某处对面”查找的就是这里。',
      'The address library of the county: what is found at registration by name, other name, initials or "opposite".',
    ),
    tasks: [
      task(
        w('给地点加别名', 'Give a place another name'),
        w(
          '查到地点并打开，点“修改”，在“别名”中填居民的叫法；几个用顿号分开。',
          'Open the place, press 修改 and write what people call it; several are separated by commas.',
        ),
        w(
          '改名时勾选“旧名称留作旧称”，按旧名称仍可查到。',
          'When it is renamed, keep the old name as a former one: it is still found.',
        ),
      ),
      task(
        w('导入一批地点', 'Import places'),
        w(
          '点“导入”，下载模板填好后选择文件；先检查，逐行列出错误，再写入。',
          'Press 导入, fill in the template and choose the file: it is checked row by row before anything is written.',
        ),
        w(
          '出错的行不导入，其余照常；改好后再导入同一文件，已有的不会重复。',
          'Faulty rows stay out, the others are taken; mended, the same file can be imported again.',
        ),
      ),
      task(
        w('判断待确认的说法', 'Judge phrases'),
        w(
          '按 p 打开。说法来自现场核实为真、而库中查不到的案卷，附近的地点列在下面。',
          'Press p. Phrases come from cases found true on the spot whose place the library did not know.',
        ),
        w(
          '按 1–5 选地点，a 采纳为别名，x 不采纳。不采纳的不再提出。',
          '1–5 choose the place, a accepts the phrase as its name, x refuses it for good.',
        ),
      ),
    ],
    notes: [
      w(
        '停用的地点不再查到，但记录和变更历史都保留。',
        'An ended place is no longer found; the record and its history stay.',
      ),
    ],
  },
]
