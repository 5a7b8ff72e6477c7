/** Help of the county's phrases. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the page of phrases. */
export const phrasesHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/phrases'],
    title: w('常用语', 'Phrases'),
    purpose: w(
      '办理动作里反复要写的句子：全县一份清单，按动作、小类和单位类型提供，各岗位一键填入。',
      'Sentences that acts ask for again and again: one list of the county, by act, class and kind of unit.',
    ),
    tasks: [
      task(
        w('增改和排序', 'Add, change, order'),
        w(
          '先选动作，只看这个动作用得上的；点一条在右侧修改，用 ↑↓ 调整先后。',
          'Choose an act to see what it is offered; press one to change it, and ↑↓ to move it.',
        ),
        w(
          '不再用的勾选“停用”，不会从记录里消失；全部改好后一次保存，成为一个新版本。',
          'Retire what is no longer used; save all changes together as a version.',
        ),
      ),
      task(
        w('占位符', 'Placeholders'),
        w(
          '{案卷号}、{小类}、{地点}、{单位}、{期限}、{今天} 在填入时换成本案的内容；写错名字的保存不了。',
          'They become facts of the case when the phrase is put in; one with a wrong name cannot be saved.',
        ),
      ),
      task(
        w('在办理时使用', 'Use while acting'),
        w(
          '空白的输入框里按 /（中文输入法的 、也行），或按 Alt ↓；打几个字或拼音首字母筛选，Enter 填入。',
          'Press / in the empty field, or Alt ↓; type some words or initials of pinyin, and Enter takes it.',
        ),
        w(
          '“存为我的常用语”只给自己用；用得多的排在前面（按这台电脑上的使用次数）。',
          '“Keep as my phrase” keeps it for oneself; what is used most on this computer stands first.',
        ),
      ),
    ],
    notes: [
      w(
        '记录的是填写的文字：改常用语不改任何案卷。',
        'What is recorded is the text: a change of a phrase changes no case.',
      ),
      w(
        '批量办理时，只提供对所选案件都一样的内容；要用到各案不同内容的不提供。',
        'For many cases at once only phrases are offered that say the same of each.',
      ),
      w('常用语里不能有电话和证件号码。', 'A phrase cannot hold telephone or identity numbers.'),
    ],
  },
]
