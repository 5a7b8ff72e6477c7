/** Keys on the table: what each calls, and which are left to the browser. */
import { describe, expect, it } from 'vitest'
import { type KeyTarget, type Press, pressKey } from './roster-keys.ts'

const press = (key: string, changes: Partial<Press> = {}): Press => ({
  key,
  code: /^\d$/.test(key) ? `Digit${key}` : '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...changes,
})

/** What was called, with what. */
function heard(event: Press, mayManage = true): { calls: unknown[]; isTaken: boolean } {
  const calls: unknown[] = []
  const say =
    (name: string) =>
    (...args: unknown[]): void => {
      calls.push([name, ...args])
    }
  const target: KeyTarget = {
    cursor: { row: 1, column: 1 },
    lastColumn: 6,
    mayManage,
    shifts: [
      { id: 'early', mark: '早' },
      { id: 'late', mark: 'L' },
    ],
    moveTo: say('moveTo'),
    choose: say('choose'),
    clear: say('clear'),
    copy: say('copy'),
    paste: say('paste'),
    undo: say('undo'),
    redo: say('redo'),
    open: say('open'),
    save: say('save'),
  }
  const isTaken = pressKey(event, target)
  return { calls, isTaken }
}

describe('a key', () => {
  it.each([
    [press('ArrowUp'), ['moveTo', { row: 0, column: 1 }, false]],
    [press('ArrowRight', { shiftKey: true }), ['moveTo', { row: 1, column: 2 }, true]],
    [press('End'), ['moveTo', { row: 1, column: 6 }, false]],
    [press('2'), ['choose', 'late', false]],
    [press('@', { code: 'Digit2', shiftKey: true }), ['choose', 'late', true]],
    [press('L'), ['choose', 'late', false]],
    [press('早'), ['choose', 'early', false]],
    [press('0'), ['clear']],
    [press('Delete'), ['clear']],
    [press('Enter'), ['open']],
    [press('c', { ctrlKey: true }), ['copy']],
    [press('v', { metaKey: true }), ['paste']],
    [press('z', { ctrlKey: true }), ['undo']],
    [press('Z', { ctrlKey: true, shiftKey: true }), ['redo']],
    [press('s', { ctrlKey: true }), ['save']],
  ])('%o', (event, call) => {
    expect(heard(event)).toEqual({ calls: [call], isTaken: true })
  })

  it('that means nothing here is left to the browser', () => {
    for (const it of [
      press('9'),
      press('q'),
      press('Tab'),
      press('r', { ctrlKey: true }),
      press('1', { altKey: true }),
    ])
      expect(heard(it)).toEqual({ calls: [], isTaken: false })
  })

  it('changes nothing for somebody who only reads, and still moves and copies', () => {
    for (const it of [
      press('1'),
      press('Delete'),
      press('Enter'),
      press('v', { ctrlKey: true }),
      press('s', { ctrlKey: true }),
    ])
      expect(heard(it, false)).toEqual({ calls: [], isTaken: false })
    expect(heard(press('ArrowDown'), false).isTaken).toBe(true)
    expect(heard(press('c', { ctrlKey: true }), false).calls).toEqual([['copy']])
  })
})
