import { expect, it } from 'vitest'
import { followPresent } from './follow-present.ts'
import { codeOf, exampleGrid } from './testing/grid-example.ts'

const [cell] = [...exampleGrid(1).cells.values()]
if (cell === undefined) throw new Error('no cell')
const opened = new Map([
  [cell.code, { areaClass: 'B' as const, name: null, grids: { collection: 'one', cleaning: 'a' } }],
])
const present = new Map([
  [cell.code, { areaClass: 'A' as const, name: '市场', grids: { collection: 'two', safety: 's' } }],
])
const drawn = { ...cell, code: codeOf(9), grids: { collection: 'one', cleaning: 'a' } }

it('what the draft did not touch follows the present', () => {
  expect(followPresent(drawn, opened, present)).toMatchObject({
    areaClass: 'A',
    name: '市场',
    grids: { collection: 'two', safety: 's' },
  })
  expect(followPresent(drawn, opened, present).grids).not.toHaveProperty('cleaning')
})

it('what the draft changed stays as the draft says', () => {
  const changed = {
    ...drawn,
    areaClass: 'C' as const,
    name: '仓库',
    grids: { collection: 'three', cleaning: 'a' },
  }
  expect(followPresent(changed, opened, present)).toMatchObject({
    areaClass: 'C',
    name: '仓库',
    grids: { collection: 'three', safety: 's' },
  })
})

it('a cell of several forebears keeps what it was given', () => {
  const joined = { ...drawn, from: [cell.code, codeOf(2)] }
  expect(followPresent(joined, opened, present)).toEqual(joined)
})
