import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOneSlipAway } from './typing-slip.ts'

describe('one slip in a name', () => {
  it.each([
    ['朝秦路12号', '朝泰路12号', true],
    ['朝路12号', '朝泰路12号', true],
    ['朝泰泰路12号', '朝泰路12号', true],
    ['泰朝路12号', '朝泰路12号', true],
    ['朝泰路13号', '朝泰路12号', false],
    ['朝泰路1号', '朝泰路12号', false],
    ['朝泰路12号', '朝泰路12号', false],
    ['朝阳街12号', '朝泰路12号', false],
    ['路泰朝', '朝泰路', false],
  ])('%s for %s: %s', (typed, name, is) => expect(isOneSlipAway(typed, name)).toBe(is))

  it('is known again, whatever the slip', () => {
    const sign = fc.constantFrom(...'文化路玉明街甲乙丙')
    const name = fc.array(sign, { minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(
        name,
        fc.nat(),
        fc.constantFrom('wrong', 'missing', 'added', 'swapped'),
        (signs, n, slip) => {
          const typed = [...signs]
          const at = n % (signs.length - 1)
          if (slip === 'wrong') typed[at] = '错'
          if (slip === 'missing') typed.splice(at, 1)
          if (slip === 'added') typed.splice(at, 0, '多')
          if (slip === 'swapped') typed.splice(at, 2, signs[at + 1] ?? '', signs[at] ?? '')
          const [said, meant] = [typed.join(''), signs.join('')]
          expect(said === meant || isOneSlipAway(said, meant)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
