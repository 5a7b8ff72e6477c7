/**
 * A thousand cases on sixty-four connections, every request sent twice, one of them a hundred times, and a thousand pairs of
 * dispatchers who act on one case in the same moment.
 */
import { runTests } from './run-tests.ts'
import { numberFrom, type Trial } from './trial.ts'

export const trial: Trial = {
  numbers: [16, 17],
  name: {
    zh: '同一请求重复百次；一千对派遣员同时处理同一案件',
    en: 'one request a hundred times; a thousand pairs of dispatchers on one case each',
  },
  run: async () => {
    const pairs = numberFrom('JINGWEI_TRIAL_ROUNDS', 1000)
    const { ok, facts } = await runTests('scenarios', 'scenarios/many-hands-at-once.test.ts', {
      JINGWEI_MANY: String(pairs),
    })
    return { ok, facts: { pairs, ...facts } }
  },
}
