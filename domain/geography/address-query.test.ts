import { describe, expect, it } from 'vitest'
import { findAddressQuery } from './address-query.ts'

describe('what is looked up', () => {
  it.each([
    ['jhl12h', 'jhl12h'],
    ['JHL 12号', 'jhl12'],
    ['jinghuilu１２号附近', 'jinghuilu12'],
    ['景辉路12号', null],
    ['jhl旁边的12号', null],
  ])('in letters of %s is %s', (typed, letters) => {
    expect(findAddressQuery(typed)?.letters).toBe(letters)
  })
  it('is nothing where nothing was said', () => {
    expect(findAddressQuery(' ')).toBeUndefined()
  })
})
