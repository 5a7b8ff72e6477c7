/** A thread that does whatever a test asks of it: answers, fails in each way, never ends, or fills the memory. */
import { defineProblem } from '#domain/problem.ts'
import { answerThread } from '../threads/answer-thread.ts'
import { writeSpool } from '../threads/spool.ts'

export type OddWork =
  | { readonly kind: 'add'; readonly numbers: readonly number[] }
  | { readonly kind: 'problem' | 'bug' | 'endless' | 'memory' | 'exit' | 'environment' }
  | { readonly kind: 'spool'; readonly to: string; readonly count: number; readonly breaksAfter?: number }

const OddProblem = defineProblem<{ row: number }>('odd.refused', 'conflict', ({ row }) => ({
  zh: `第 ${row} 行不行`,
  en: `row ${row} will not do`,
}))

function* items(count: number, breaksAfter = count): Iterable<{ number: number; name: string }> {
  for (let number = 0; number < count; number += 1) {
    if (number === breaksAfter) throw OddProblem({ row: number })
    yield { number, name: `路灯\n${number}` }
  }
}

answerThread(async (work: OddWork): Promise<unknown> => {
  switch (work.kind) {
    case 'add':
      return work.numbers.reduce((sum, it) => sum + it, 0)
    case 'problem':
      throw OddProblem({ row: 7 })
    case 'bug':
      throw new TypeError('nobody thought of this')
    case 'environment':
      return Object.keys(process.env)
    case 'exit':
      process.exit(0)
      break
    case 'spool':
      return writeSpool(work.to, items(work.count, work.breaksAfter))
    case 'endless':
      for (;;) if (performance.now() < 0) return 'never'
    case 'memory': {
      const kept: string[][] = []
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => `${kept.length} ${index}`))
    }
  }
})
