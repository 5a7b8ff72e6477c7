/** What the tour points at. A step whose place is not on the page of this person is left out. */
import type { Sentence } from '#domain/problem.ts'
import { words as w } from '#kit/help/help-page.ts'

export type TourStep = {
  /** Where on the page, as a selector. */
  readonly at: string
  readonly title: Sentence
  readonly text: Sentence
  readonly placement: 'right' | 'bottom' | 'top' | 'left'
}

export const tourSteps: readonly TourStep[] = [
  {
    at: '[data-tour="places"]',
    title: w('您能去的地方', 'Where you may go'),
    text: w(
      '只列出您的岗位用得到的。数字是等您办的件数，红色表示其中有已超时的。',
      'Only what your post uses. The number is what waits for you; red means that some of it is late.',
    ),
    placement: 'right',
  },
  {
    at: '[data-tour="filters"]',
    title: w('缩小范围', 'Narrow the list'),
    text: w(
      '按状态、时限灯、单位筛选。网址随之变化，可以收藏或发给同事，也可以保存为常用筛选。',
      'By state, light and unit. The address follows, to keep or to send; a filter can be saved and shared.',
    ),
    placement: 'bottom',
  },
  {
    at: '[data-tour="list"] tbody tr:not([aria-hidden])',
    title: w('先办最上面的', 'Begin at the top'),
    text: w(
      '最先到期的在最上面。j、k 上下移动，回车打开，1–9 直接办理，x 选多件一起办。',
      'What runs out first is on top. j and k move, Enter opens, 1–9 act, x chooses several.',
    ),
    placement: 'bottom',
  },
  {
    at: '[data-tour="places"] a[href$="/report"]',
    title: w('登记一个问题', 'Write down a report'),
    text: w(
      '在哪一页按 n 都能到这里。先写内容，小类、地址、疑似重复会自动给出。',
      'n brings you here from everywhere. Write what happened; class, address and duplicates are suggested.',
    ),
    placement: 'right',
  },
  {
    at: '[data-tour="search"]',
    title: w('找案卷', 'Find a case'),
    text: w(
      '按 / 到这里，输入案卷号、上报号、地址或内容。',
      'Press / and type a number, an address, or what it was about.',
    ),
    placement: 'bottom',
  },
  {
    at: '[data-tour="palette"]',
    title: w('命令面板', 'The palette'),
    text: w(
      'Ctrl K 打开：想去哪一页、办哪件事，输入几个字就到。',
      'Ctrl K: type some letters of a page or a deed and go there.',
    ),
    placement: 'bottom',
  },
  {
    at: '[data-tour="help"]',
    title: w('随时看帮助', 'Help at any time'),
    text: w(
      '按 F1 在页面旁打开帮助，每一页都有步骤和快捷键；这个导览也能从那里再看一遍。',
      'F1 opens help beside the page, with steps and keys; this tour can be taken again from there.',
    ),
    placement: 'bottom',
  },
]
