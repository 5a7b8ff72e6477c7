/** Which of several servers is worked with: the primary, after a promotion the new one, and never one that was replaced. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Sight } from './look-at-host.ts'
import { PrimaryFinder } from './primary-finder.ts'

const one = 'postgres://me@one/jingwei'
const two = 'postgres://me@two/jingwei'
const primary = (timeline: number, system = 'ours'): Sight => ({ isPrimary: true, timeline, system })
const standby: Sight = { isPrimary: false, timeline: 0, system: 'ours' }

/** What each server would say; a missing one does not answer. */
let sights: Record<string, Sight>
let finder: PrimaryFinder
let left: number[]
const connectAt = (place: number): void => finder.follow({ place, leave: () => left.push(place) })

beforeEach(() => {
  sights = { [one]: primary(1), [two]: standby }
  left = []
  finder = new PrimaryFinder([one, two], async (url) => sights[url])
})
afterEach(() => {
  sights = {}
})

it('is the one that takes writes, wherever it stands in the list', async () => {
  expect(await finder.find()).toBe(0)
  sights = { [one]: standby, [two]: primary(1) }
  finder.doubt()
  expect(await finder.find()).toBe(1)
})

it('moves every connection to the one that was promoted, and tells of it once', async () => {
  const told: unknown[] = []
  finder.onMove((to, others) => told.push([to, others]))
  connectAt(await finder.find())
  sights = { [two]: standby }
  await expect(finder.ask()).rejects.toMatchObject({ code: 'database.unavailable' })
  expect(left).toEqual([])
  sights = { [two]: primary(2) }
  expect(await finder.ask()).toBe(1)
  expect(left).toEqual([0])
  expect(told).toEqual([['two', ['one']]])
})

it('takes the newer of two that say they are the primary, also at the first look', async () => {
  sights = { [one]: primary(3), [two]: primary(4) }
  expect(await finder.find()).toBe(1)
})

it('never goes back to the one that was replaced, though it is the only one that answers', async () => {
  sights = { [two]: primary(2) }
  expect(await finder.find()).toBe(1)
  sights = { [one]: primary(1) }
  await expect(finder.ask()).rejects.toMatchObject({ code: 'database.unavailable' })
  sights = { [one]: primary(1), [two]: primary(2) }
  expect(await finder.find()).toBe(1)
})

it('goes to no stranger that stands at the address of one of ours', async () => {
  expect(await finder.find()).toBe(0)
  sights = { [one]: primary(9, 'another cluster') }
  await expect(finder.ask()).rejects.toMatchObject({ code: 'database.unavailable' })
})
