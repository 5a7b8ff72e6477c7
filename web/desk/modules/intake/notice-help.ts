/** Help of what reporters are told. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the page of notices. */
export const noticeHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/notices'],
    title: w('告知用语', 'Notices to reporters'),
    purpose: w(
      '立案、不予受理、并案、结案等时告知反映人的内容，可改成本县的说法。',
      'What reporters are told when their report is filed, declined, merged or closed, in the county’s words.',
    ),
    tasks: [
      task(
        w('改写', 'Word anew'),
        w(
          '直接改文字；占位符点一下插入，每种情形能用的不同。',
          'Change the text; press a placeholder to put it in. Each event has its own.',
        ),
        w(
          '下方是填入示例后的样子和短信条数：70 字一条，超过则每条 67 字，最多四条。',
          'Below stands how it reads with an example, and how many messages it takes.',
        ),
        w('保存后，下一位反映人收到的就是新内容。', 'Once saved, the next reporter is told in these words.'),
      ),
      task(
        w('恢复', 'Go back'),
        w('点“恢复出厂用语”，再保存。', 'Press “Back to the delivered words”, then save.'),
      ),
    ],
    notes: [
      w('已告知的内容不变。', 'What was told stays as it was told.'),
      w(
        '没有占位符会带出姓名、电话、地址或他人填写的文字。',
        'No placeholder gives names, numbers, addresses or what somebody wrote.',
      ),
    ],
  },
]
