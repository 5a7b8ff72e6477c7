import { describe, expect, test } from 'vitest'
import { newId } from './ids.ts'

describe('ids', () => {
  const ids = Array.from({ length: 20_000 }, newId)

  test('are UUIDs of version 7', () => {
    for (const id of ids.slice(0, 100))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('differ from each other also where many are made in one millisecond', () => {
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('rise in the order in which they are made', () => {
    expect(ids.toSorted()).toEqual(ids)
  })

  test('end in bits that no earlier id gives away', () => {
    expect(new Set(ids.map((it) => it.slice(24))).size).toBe(ids.length)
  })
})
