/** What can be wrong with the settings of cases beyond their shape. */
import { type Post, postNames } from '../identity/post.ts'
import { defineProblem } from '../problem.ts'
import { type CaseActionName, ruleOf } from './life-cycle.ts'

export const CaseSettingsProblem = {
  stale: defineProblem<{ expected: number; current: number }>(
    'case-settings.stale-version',
    'conflict',
    ({ expected, current }) => ({
      zh: `参数已被他人更改（您看到的是第 ${expected} 版，现为第 ${current} 版），请核对后再保存。`,
      en: `The settings were changed meanwhile (you saw version ${expected}, it is now ${current}); look at them before saving.`,
    }),
  ),
  bothAtOnce: defineProblem('case-settings.stale-version', 'conflict', () => ({
    zh: '参数刚刚被他人更改，请核对后再保存。',
    en: 'The settings were changed this moment by somebody else; look at them before saving.',
  })),
  mergesItself: defineProblem<{ post: Post }>('case-settings.post-merges-itself', 'invalid', ({ post }) => ({
    zh: `“${postNames[post].zh}”不必兼任自己。`,
    en: `The ${postNames[post].en} need not do its own work as another's.`,
  })),
  citizenMerged: defineProblem('case-settings.citizen-merged', 'invalid', () => ({
    zh: '公众不能兼任其他岗位，其他岗位也不必兼任公众。',
    en: 'Citizens do no work of other posts, nor does a post do theirs.',
  })),
  cannotFollow: defineProblem<{ first: CaseActionName; next: CaseActionName }>(
    'case-settings.step-cannot-follow',
    'invalid',
    ({ first, next }) => ({
      zh: `“${ruleOf(first).zh}”之后，案件不会处于可以“${ruleOf(next).zh}”的状态。`,
      en: `After "${ruleOf(first).en}" a case is in no state from which "${ruleOf(next).en}" is possible.`,
    }),
  ),
  inCircle: defineProblem<{ steps: CaseActionName[] }>(
    'case-settings.steps-in-circle',
    'invalid',
    ({ steps }) => ({
      zh: `连办的步骤绕成了圈：${steps.map((it) => ruleOf(it).zh).join(' → ')}。`,
      en: `The joined steps go round in a circle: ${steps.map((it) => ruleOf(it).en).join(' → ')}.`,
    }),
  ),
}
