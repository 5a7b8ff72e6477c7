/** Blocks of the chain as they stand in the database. */
import type { Position } from '../relay/position.ts'
import { type LinkAlgorithm, linkBytes } from './link.ts'

export type Block = {
  readonly number: number
  readonly madeAt: Date
  readonly algorithm: LinkAlgorithm
  /** The place of its first line in the whole chain, counted from 1. */
  readonly firstPosition: number
  readonly previous: Buffer
  /** The numbers of its lines, in the order of the chain. */
  readonly seqs: readonly number[]
  /** 32 bytes for each line. */
  readonly links: Buffer
  /** How far the chain had come with this block. */
  readonly position: Position
}

export const blockColumns =
  'number, made_at, algorithm, first_position, previous, seqs, links, high, gap_lows, gap_highs'

/** Reads a row of `platform.audit_blocks`. */
export function toBlock(row: Record<string, unknown>): Block {
  return {
    number: Number(row['number']),
    madeAt: row['made_at'] as Date,
    algorithm: row['algorithm'] as LinkAlgorithm,
    firstPosition: Number(row['first_position']),
    previous: row['previous'] as Buffer,
    seqs: (row['seqs'] as unknown[]).map(Number),
    links: row['links'] as Buffer,
    position: toPosition(row),
  }
}

function toPosition(row: Record<string, unknown>): Position {
  const highs = row['gap_highs'] as unknown[]
  const gaps = (row['gap_lows'] as unknown[]).map((low, index) => ({
    low: Number(low),
    high: Number(highs[index]),
    horizon: null,
  }))
  return { high: Number(row['high']), gaps }
}

/** The link of the line at `index` of a block. */
export const linkAt = ({ links }: Pick<Block, 'links'>, index: number): Buffer =>
  links.subarray(index * linkBytes, (index + 1) * linkBytes)

/** The place of a block's last line in the whole chain. */
export const lastPosition = ({ firstPosition, seqs }: Block): number => firstPosition + seqs.length - 1

/** The last link of a block. */
export const headOf = (block: Block): Buffer => linkAt(block, block.seqs.length - 1)

/** Where the chain ends, without the links that lead there. */
export type ChainEnd = Pick<Block, 'number' | 'algorithm' | 'position'> & {
  /** How many lines the chain has. */
  readonly lines: number
  readonly head: Buffer
}

export const endColumns = `number, algorithm, first_position + cardinality(seqs) - 1 as lines,
  substring(links from length(links) - ${linkBytes - 1}) as head, high, gap_lows, gap_highs`

/** Reads a row of `endColumns`. */
export const toEnd = (row: Record<string, unknown>): ChainEnd => ({
  number: Number(row['number']),
  algorithm: row['algorithm'] as LinkAlgorithm,
  lines: Number(row['lines']),
  head: row['head'] as Buffer,
  position: toPosition(row),
})

/** The end that a block is. */
export const endOf = (block: Block): ChainEnd => ({
  number: block.number,
  algorithm: block.algorithm,
  position: block.position,
  lines: lastPosition(block),
  head: headOf(block),
})
