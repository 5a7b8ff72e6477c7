/**
 * Every endpoint is sent inputs made from its own schema, right and wrong, more than ten thousand in all: none is a bug, none
 * that was refused changes anything, and no answer carries a stack, a statement or a path.
 */
import { runTests } from './run-tests.ts'
import { numberFrom, type Trial } from './trial.ts'

export const trial: Trial = {
  numbers: [31, 66],
  name: { zh: '一万次随机请求', en: 'ten thousand fuzzed requests' },
  run: async () => {
    const each = numberFrom('JINGWEI_TRIAL_ROUNDS', 60)
    const seed = Math.floor(Math.random() * 2 ** 31)
    const { ok, facts } = await runTests('server', 'server/every-endpoint-fuzzed.test.ts', {
      JINGWEI_FUZZ_RUNS: String(each),
      JINGWEI_FUZZ_SEED: String(seed),
    })
    // Two of its tests look at what all requests together left.
    const endpoints = Number(facts['tests passed'] ?? 0) - 2
    return {
      ok: ok && endpoints * each >= 10_000,
      facts: { requests: endpoints * each, endpoints, seed, ...facts },
    }
  },
}
