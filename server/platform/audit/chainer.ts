/**
 * Links audit lines into a chain, a moment after their acts have committed, so that no act waits for it. One round takes
 * up what has come and writes it as a block; several servers do so one at a time, and a round that was cut short left nothing.
 */
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import { advance, type Position, type Snapshot } from '../relay/position.ts'
import { type Block, blockColumns, type ChainEnd, endColumns, endOf, toEnd } from './blocks.ts'
import { canonicalText, type LinkAlgorithm, linkOf, noLink } from './link.ts'

export type Chainer = {
  /** Takes up everything that has committed; the chain's end, undefined where there is no line at all. */
  drain(): Promise<ChainEnd | undefined>
  start(): void
  stop(): Promise<void>
}

type Parts = {
  database: Database
  clock: Clock
  log: Log
  /** The hash of the links made from now on. */
  algorithm: () => LinkAlgorithm
  batchSize?: number
}

const chainingKey = 530_127_003
const roundMilliseconds = 1000
const mostAtOnce = 1000

const lastBlock = `select ${endColumns} from platform.audit_blocks order by number desc limit 1`
const waiting = `
  select seq, text from (
    select e.seq, ${canonicalText} as text from unnest($2::bigint[], $3::bigint[]) g(low, high)
      join platform.audit_entries e on e.seq between g.low and g.high
    union all
    (select e.seq, ${canonicalText} from platform.audit_entries e where e.seq > $1 order by e.seq limit $4)) it
  order by seq`
const insertBlock = `insert into platform.audit_blocks (${blockColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

async function findLast(client: pg.PoolClient): Promise<ChainEnd | undefined> {
  const { rows } = await client.query<Record<string, unknown>>({ name: 'audit-end', text: lastBlock })
  return rows[0] && toEnd(rows[0])
}

async function takeSnapshot(client: pg.PoolClient): Promise<Snapshot> {
  const { rows } = await client.query<{ oldest: string; next: string }>(
    `select pg_snapshot_xmin(it)::text as oldest, pg_snapshot_xmax(it)::text as next from pg_current_snapshot() it`,
  )
  return { oldest: BigInt(rows[0]?.oldest ?? 0), next: BigInt(rows[0]?.next ?? 0) }
}

type Round = { readonly last: ChainEnd | undefined; readonly count: number }

function makeBlock(
  last: ChainEnd | undefined,
  rows: readonly { seq: number; text: string }[],
  made: Pick<Block, 'algorithm' | 'madeAt' | 'position'>,
): Block {
  const previous = last?.head ?? noLink
  const links: Buffer[] = []
  for (const { text } of rows) links.push(linkOf(made.algorithm, links.at(-1) ?? previous, text))
  return {
    ...made,
    number: (last?.number ?? 0) + 1,
    firstPosition: (last?.lines ?? 0) + 1,
    previous,
    seqs: rows.map((it) => it.seq),
    links: Buffer.concat(links),
  }
}

/** One round after the other; each takes up at most `batchSize` lines. */
function createRounds({ database, clock, algorithm, batchSize = mostAtOnce }: Parts): () => Promise<Round> {
  // What was learnt about gaps since the last block; another server's block makes it void.
  let known: { block: number; position: Position } | undefined

  const takeUp = async (client: pg.PoolClient): Promise<Round> => {
    await client.query('select pg_advisory_xact_lock($1)', [chainingKey])
    const last = await findLast(client)
    const position =
      known?.block === (last?.number ?? 0) ? known.position : (last?.position ?? { high: 0, gaps: [] })
    // Asked before reading: an act that had ended by then shows in what is read.
    const snapshot = position.gaps.length ? await takeSnapshot(client) : undefined
    const { rows } = await client.query<{ seq: number; text: string }>({
      name: 'audit-waiting',
      text: waiting,
      values: [
        position.high,
        position.gaps.map((it) => it.low),
        position.gaps.map((it) => it.high),
        batchSize,
      ],
    })
    const next = advance(
      position,
      rows.map((it) => it.seq),
      snapshot,
    )
    known = { block: (last?.number ?? 0) + (rows.length ? 1 : 0), position: next }
    if (!rows.length) return { last, count: 0 }
    const block = makeBlock(last, rows, { algorithm: algorithm(), madeAt: clock.now(), position: next })
    await client.query({ name: 'audit-block', text: insertBlock, values: valuesOf(block) })
    return { last: endOf(block), count: rows.length }
  }

  return () =>
    database.withConnection(async (client) => {
      await client.query('begin')
      try {
        const taken = await takeUp(client)
        await client.query('commit')
        return taken
      } catch (error) {
        known = undefined
        await client.query('rollback')
        throw error
      }
    })
}

/** Makes the chainer of a running house. */
export function createChainer(parts: Parts): Chainer {
  const { log, batchSize = mostAtOnce } = parts
  const round = createRounds(parts)
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> | undefined
  let isStopped = true
  const plan = (milliseconds: number): void => {
    if (!isStopped) timer = setTimeout(runRound, milliseconds)
  }
  const runRound = async (): Promise<void> => {
    const taken = round().catch((error: unknown) => {
      log.warn({ err: error }, 'audit lines were not linked; it will be repeated')
      return { count: 0 }
    })
    running = taken
    const { count } = await taken
    plan(count >= batchSize ? 0 : roundMilliseconds)
  }
  return {
    drain: async () => {
      for (;;) {
        const { last, count } = await round()
        if (count === 0) return last
      }
    },
    start: () => {
      isStopped = false
      plan(0)
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

const valuesOf = (block: Block): unknown[] => [
  block.number,
  block.madeAt,
  block.algorithm,
  block.firstPosition,
  block.previous,
  block.seqs,
  block.links,
  block.position.high,
  block.position.gaps.map((it) => it.low),
  block.position.gaps.map((it) => it.high),
]
