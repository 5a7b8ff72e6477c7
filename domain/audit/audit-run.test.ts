import { describe, expect, it } from 'vitest'
import { type ChainStanding, chainLightOf } from './audit-run.ts'

const now = new Date('2026-06-15T09:00:00+08:00')
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)
const good: ChainStanding = {
  linked: 100,
  waitingSeconds: 1,
  sealed: 90,
  lastSealAt: ago(60),
  checkedAt: ago(60),
  faults: 0,
}

describe('the light of the chain', () => {
  it.each<[string, Partial<ChainStanding>, string]>([
    ['all is well', {}, 'green'],
    ['a proof found a fault', { faults: 1 }, 'red'],
    ['a fault weighs more than all else', { faults: 1, linked: 0, checkedAt: null }, 'red'],
    ['there is no line yet', { linked: 0 }, 'yellow'],
    ['lines wait to be linked', { waitingSeconds: 300 }, 'yellow'],
    ['the newest lines were not sealed for hours', { lastSealAt: ago(180) }, 'yellow'],
    ['nothing was written since an old seal', { lastSealAt: ago(180), sealed: 100 }, 'green'],
    ['it was never sealed', { sealed: 0, lastSealAt: null }, 'yellow'],
    ['it was never proved', { checkedAt: null }, 'yellow'],
    ['it was not proved for a month', { checkedAt: ago(33 * 24 * 60) }, 'yellow'],
  ])('when %s', (_, changes, light) => {
    expect(chainLightOf({ ...good, ...changes }, now)).toBe(light)
  })
})
