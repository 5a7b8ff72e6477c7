/** What can be done to a draft of the grid, and the sentences that tell why something cannot. */
import { z } from 'zod'
import type { Sentence } from '../../problem.ts'
import { CellCode } from '../cell-code.ts'
import { Position } from '../geometry.ts'
import { AreaClass } from './grid-cell.ts'

const snapMetres = z
  .number()
  .min(0)
  .max(50)
  .default(1)
  .meta({ description: '捕捉距离（米） how near to a border a place must be to lie on it' })

const Move = z.object({ from: Position, to: Position })

/** One operation of a draft. */
export const GridOperation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('split'),
    code: CellCode,
    line: z.array(Position).min(2).max(200).meta({ description: '分割线 from border to border' }),
    snapMetres,
  }),
  z.object({ kind: z.literal('merge'), codes: z.array(CellCode).min(2).max(100) }),
  z.object({
    kind: z.literal('move-nodes'),
    moves: z
      .array(Move)
      .min(1)
      .max(200)
      .meta({ description: '界址点移动 every cell that has a node goes along' }),
  }),
  z.object({
    kind: z.literal('add-node'),
    at: Position,
    to: Position.optional().meta({ description: '移至 where the new node goes at once' }),
    snapMetres,
  }),
  z.object({ kind: z.literal('remove-node'), at: Position }),
  z.object({
    kind: z.literal('assign-code'),
    code: CellCode,
    newCode: CellCode.optional().meta({ description: '新代码 the next free one when left out' }),
  }),
  z.object({
    kind: z.literal('set-attributes'),
    codes: z.array(CellCode).min(1).max(1000),
    areaClass: AreaClass.optional(),
    name: z.string().trim().max(100).nullable().optional(),
    grids: z
      .record(z.string().min(1).max(40), z.string().max(40).nullable())
      .optional()
      .meta({ description: '责任网格 layer → code; null takes the cells out' }),
  }),
])
export type GridOperation = z.infer<typeof GridOperation>

/** Why an operation cannot be done. */
export const gridRefusals = {
  'cell-unknown': { zh: '草稿中没有这个单元网格', en: 'the draft has no such unit grid' },
  'line-crosses-itself': { zh: '分割线自相交', en: 'the line crosses itself' },
  'line-does-not-divide': {
    zh: '分割线没有从网格的一侧边界穿到另一侧边界',
    en: 'the line does not run through the cell from border to border',
  },
  'line-through-hole': { zh: '分割线穿过网格内的空洞', en: 'the line runs through a hole of the cell' },
  'several-parts': {
    zh: '该网格由几块不相连的图形组成，不能用一条线分割',
    en: 'the cell has several separate parts and cannot be split by a line',
  },
  'outline-too-small': {
    zh: '会留下没有面积的图形',
    en: 'an outline without ground would be left',
  },
  'not-neighbours': {
    zh: '所选网格并不全部相邻，合并后不是一块',
    en: 'the cells are not all neighbours: joined they are not one piece',
  },
  'node-unknown': { zh: '此处没有界址点', en: 'there is no node here' },
  'border-unknown': { zh: '此处附近没有边界', en: 'there is no border near here' },
  'node-shared': {
    zh: '三条以上边界在此相接，删除会产生空隙，只能移动',
    en: 'three or more borders meet here; taking the node away would leave a gap, but it can be moved',
  },
  'code-used': {
    zh: '该代码已用过，代码不得重复使用',
    en: 'the code was given before; codes are never reused',
  },
  'code-foreign': { zh: '该代码不属于本社区', en: 'the code is not one of this community' },
  'nothing-changes': { zh: '没有变化', en: 'nothing would change' },
} as const satisfies Record<string, Sentence>
export type GridRefusal = keyof typeof gridRefusals
