import { describe, expect, it } from 'vitest'
import { isCodeOf, isLocalExtension, majorOf, nextLocalCode, toMatterCode } from './class-code.ts'

describe('class codes', () => {
  it('have the shape of their scheme', () => {
    expect(isCodeOf('2+3', '01037')).toBe(true)
    expect(isCodeOf('2+3', '0137')).toBe(false)
    expect(isCodeOf('2+2', '0137')).toBe(true)
    expect(isCodeOf('own', '697')).toBe(true)
    expect(isCodeOf('own', '路灯')).toBe(false)
  })

  it('name their major in the standards only', () => {
    expect(majorOf('2+3', '06010')).toBe('06')
    expect(majorOf('2+2', '0118')).toBe('01')
    expect(majorOf('own', '697')).toBeUndefined()
  })

  it('tell local extensions, which count down from 999 and from major 99', () => {
    expect(isLocalExtension('01077')).toBe(false)
    expect(isLocalExtension('01999')).toBe(true)
    expect(isLocalExtension('99001')).toBe(true)
    expect(isLocalExtension('0199')).toBe(false)
    expect(nextLocalCode('01', ['01999', '01998'])).toBe('01997')
    const all = Array.from({ length: 100 }, (_, index) => `01${900 + index}`)
    expect(nextLocalCode('01', all)).toBeUndefined()
  })

  it('make the matter code of a county', () => {
    expect(toMatterCode('530127', '06010')).toBe('53012706010')
  })
})
