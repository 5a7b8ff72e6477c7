import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relationTo } from '../geography/containment.ts'
import type { Geometry, Position } from '../geography/geometry.ts'
import { distanceMetres } from '../geography/measure.ts'
import { lackingAttributes } from './completeness.ts'
import { componentCode, findComponentCodeParts, whyNotComponentCode } from './component-code.ts'
import { componentStateName, componentStates, possibleStates } from './component-state.ts'
import { boxAround, mostDegrees } from './nearness.ts'
import { representativePoint } from './representative-point.ts'

describe('the code of a component', () => {
  it('is county, class and serial', () => {
    expect(componentCode('530127', '01037', 42)).toBe('53012701037000042')
    expect(findComponentCodeParts('53012701037000042')).toEqual({
      adcode: '530127',
      classCode: '01037',
      serial: 42,
    })
  })

  it('goes there and back for every serial', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
    fc.assert(
      fc.property(digits(5), digits(5), fc.integer({ min: 1, max: 999_999 }), (county, classCode, serial) => {
        const adcode = `5${county}`
        const parts = findComponentCodeParts(componentCode(adcode, classCode, serial))
        expect(parts).toEqual({ adcode, classCode, serial })
      }),
    )
  })

  it.each([
    ['5301270', '01037', 1, 'component.class-has-no-codes'],
    ['530127', '0137', 1, 'component.class-has-no-codes'],
    ['530127', '01037', 0, 'component.serials-used-up'],
    ['530127', '01037', 1_000_000, 'component.serials-used-up'],
  ])('is not given for %s %s %i', (adcode, classCode, serial, code) => {
    expect(() => componentCode(adcode, classCode, serial)).toThrow(expect.objectContaining({ code }))
  })

  const expected = { adcode: '530127', classCode: '01037' }
  it.each([
    ['53012701037000042', undefined],
    ['5301270137000042', 'old code of 16 digits'],
    ['5301270103700004x', 'no component code'],
    ['53012701037000000', 'no component code'],
    ['53010201037000042', 'belongs to county 530102'],
    ['53012701038000042', 'is of class 01038'],
  ])('%s is checked', (code, reason) => {
    const why = whyNotComponentCode(code, expected)
    if (reason === undefined) expect(why).toBeUndefined()
    else expect(why?.en).toContain(reason)
  })
})

describe('states', () => {
  it('a removed component never comes back, a state never follows itself', () => {
    expect(possibleStates('removed')).toEqual([])
    for (const state of componentStates) expect(possibleStates(state)).not.toContain(state)
  })
  it('every state can be reached, and of an unknown one every state', () => {
    expect(new Set(componentStates.flatMap((it) => possibleStates(it)))).toEqual(new Set(componentStates))
    expect(possibleStates(null)).toEqual(componentStates)
  })
  it('are called as in the standard', () => {
    expect(componentStates.map((it) => componentStateName(it).zh)).toEqual([
      '完好',
      '破损',
      '丢失',
      '废弃',
      '移除',
    ])
  })
})

describe('the one point of a shape', () => {
  const square: Geometry = {
    type: 'Polygon',
    coordinates: [
      [
        [103, 25],
        [103.002, 25],
        [103.002, 25.001],
        [103, 25.001],
        [103, 25],
      ],
    ],
  }
  it('of a point, a line, an area', () => {
    expect(representativePoint({ type: 'Point', coordinates: [103, 25] })).toEqual([103, 25])
    const line: Geometry = {
      type: 'LineString',
      coordinates: [
        [103, 25],
        [103.001, 25],
        [103.0021, 25],
      ],
    }
    expect(representativePoint(line)).toEqual([103.001, 25])
    const [lng, lat] = representativePoint(square)
    expect(lng).toBeCloseTo(103.001, 9)
    expect(lat).toBeCloseTo(25.0005, 9)
  })
  it('of a crescent lies on it', () => {
    const crescent: Geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [3, 0],
          [3, 3],
          [0, 3],
          [0, 2.9],
          [2.9, 2.9],
          [2.9, 0.1],
          [0, 0.1],
          [0, 0],
        ],
      ],
    }
    if (crescent.type !== 'Polygon') throw new Error('no polygon')
    expect(relationTo(representativePoint(crescent), crescent)).not.toBe('outside')
  })
})

describe('how far degrees reach', () => {
  const place = fc.tuple(
    fc.double({ min: -179, max: 179, noNaN: true }),
    fc.double({ min: -80, max: 80, noNaN: true }),
  )
  const step = fc.tuple(
    fc.double({ min: -0.04, max: 0.04, noNaN: true }),
    fc.double({ min: -0.04, max: 0.04, noNaN: true }),
  )
  it('holds every point within the metres', () => {
    fc.assert(
      fc.property(place, step, (from, [dx, dy]) => {
        const to: Position = [from[0] + dx, from[1] + dy]
        const metres = distanceMetres(from, to)
        fc.pre(metres > 0.01)
        const [west, south, east, north] = boxAround(from, metres)
        const isInside = west <= to[0] && to[0] <= east && south <= to[1] && to[1] <= north
        return isInside && Math.hypot(dx, dy) <= mostDegrees(from, metres)
      }),
    )
  })
})

describe('completeness', () => {
  const whole = {
    code: '53012701037000042',
    name: '路灯',
    competent: { organisationId: '01890000-0000-7000-8000-000000000001', name: '城管局' },
    cellCode: '530127001001001',
    state: 'intact' as const,
    firstOn: '2026-01-01',
  }
  it('names what the standard demands and the record lacks', () => {
    expect(lackingAttributes(whole)).toEqual([])
    expect(
      lackingAttributes({
        ...whole,
        competent: { organisationId: null, name: null },
        cellCode: null,
        state: null,
        firstOn: null,
      }),
    ).toEqual(['ZGBMDM', 'ZGBMMC', 'SZDYWGBSM', 'GLBJZT', 'CSRQ'])
  })
})
