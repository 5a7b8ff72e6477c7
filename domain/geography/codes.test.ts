import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { communityKind, findAreaLevel, findParentCode, townKind } from './area-code.ts'
import { cellCode, findCellCodeParts, inSerialOrder, nextCellCodes, whyNotCellCode } from './cell-code.ts'

describe('area codes', () => {
  it('have a level by their length and a parent by their first digits', () => {
    expect(findAreaLevel('530127')).toBe('county')
    expect(findAreaLevel('530127001')).toBe('town')
    expect(findAreaLevel('530127001001')).toBe('community')
    for (const wrong of ['', '53012', '0530127', '53012x', '5301270010', '530127001001001'])
      expect(findAreaLevel(wrong)).toBeUndefined()
    expect(findParentCode('530127001001')).toBe('530127001')
    expect(findParentCode('530127001')).toBe('530127')
    expect(findParentCode('530127')).toBeUndefined()
  })

  it.each([
    ['530127001', 'street'],
    ['530127102', 'town'],
    ['530127200', 'township'],
    ['530127401', 'zone'],
  ])('%s is a %s', (code, kind) => expect(townKind(code)).toBe(kind))

  it.each([
    ['530127001029', 'residents'],
    ['530127102202', 'villagers'],
    ['530127401498', 'virtual'],
    ['530127403598', 'virtual'],
  ])('%s is of kind %s', (code, kind) => expect(communityKind(code)).toBe(kind))
})

describe('cell codes', () => {
  it('are the community and a serial of three digits', () => {
    expect(cellCode('530127001001', 1)).toBe('530127001001001')
    expect(findCellCodeParts('370102011201009')).toEqual({ communityCode: '370102011201', serial: 9 })
  })

  it('read back what was put in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (serial) => {
        expect(findCellCodeParts(cellCode('530127104216', serial))).toEqual({
          communityCode: '530127104216',
          serial,
        })
      }),
    )
  })

  it.each([0, 1000, 1.5, -1, Number.NaN])('have no serial %s', (serial) => {
    expect(() => cellCode('530127001001', serial)).toThrow('geography.cell-code-impossible')
  })

  it('say why they cannot be', () => {
    const communities = new Set(['530127001001'])
    expect(whyNotCellCode('530127001001001', communities)).toBeUndefined()
    expect(whyNotCellCode('530127001001000', communities)).toBe('malformed')
    expect(whyNotCellCode('53012700100100', communities)).toBe('malformed')
    expect(whyNotCellCode('530127001002001', communities)).toBe('unknown-community')
  })

  it('never come twice: new ones follow the highest ever given, and run out with a Problem', () => {
    const given = ['530127001001001', '530127001001007', '530127001002999']
    expect(nextCellCodes('530127001001', given, 2)).toEqual(['530127001001008', '530127001001009'])
    expect(() => nextCellCodes('530127001002', given, 1)).toThrow('geography.cell-code-impossible')
  })

  it('run from left to right and from top to bottom', () => {
    const cell = (name: string, left: number, top: number) => ({ name, left, top })
    const cells = [cell('d', 1, 0), cell('b', 1, 2.1), cell('c', 0, 0), cell('a', 0, 2)]
    expect(inSerialOrder(cells, 1).map((it) => it.name)).toEqual(['a', 'b', 'c', 'd'])
  })
})
