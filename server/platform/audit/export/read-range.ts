/** Reads blocks in order, each with those of its lines that belong to a county. */
import type { Database } from '../../database/database.ts'
import { type Block, blockColumns, toBlock } from '../blocks.ts'
import { canonicalText } from '../link.ts'
import { dropCommand } from '../verify-audit.ts'

/** A line with the text that was linked. */
export type ExportedLine = {
  readonly seq: number
  readonly text: string
  readonly at: Date
  readonly actorName: string
  readonly command: string
  readonly subjectId: string | null
  readonly problem: string | null
  readonly requestId: string
  readonly input: unknown
  readonly output: unknown
}

export type BlockWithLines = {
  readonly block: Block
  /** In the order of the chain. */
  readonly lines: readonly ExportedLine[]
  readonly withheld: readonly number[]
  readonly dropped: readonly number[]
}

const blocksAtOnce = 20

/** Blocks `firstBlock` to `lastBlock` with the lines of `adcode`. */
export async function* readRange(
  db: Database,
  { adcode, firstBlock, lastBlock }: { adcode: string; firstBlock: number; lastBlock: number },
): AsyncIterable<BlockWithLines> {
  const droppedThrough = await findDroppedThrough(db)
  for (let next = firstBlock; next <= lastBlock; ) {
    const rows = await db.rows<Record<string, unknown>>(
      `select ${blockColumns} from platform.audit_blocks where number between $1 and $2 order by number limit ${blocksAtOnce}`,
      [next, lastBlock],
    )
    const blocks = rows.map(toBlock)
    const lines = await readLines(db, blocks)
    for (const block of blocks) yield withLines(block, lines, adcode, droppedThrough)
    next = (blocks.at(-1)?.number ?? lastBlock) + 1
  }
}

/** The highest block whose lines the audit tells to be dropped after their time. */
async function findDroppedThrough(db: Database): Promise<number> {
  const [row] = await db.rows<{ through: number | null }>(
    `select max((output->>'throughBlock')::bigint) as through from platform.audit_entries where command = $1`,
    [dropCommand],
  )
  return row?.through ?? 0
}

type Row = ExportedLine & { adcode: string }

async function readLines(db: Database, blocks: readonly Block[]): Promise<Map<number, Row>> {
  const rows = await db.rows<Row>(
    `select e.seq, e.adcode, ${canonicalText} as text, e.at, e.actor_name as "actorName", e.command,
       e.subject_id as "subjectId", e.problem, e.request_id as "requestId", e.input, e.output
     from platform.audit_entries e where e.seq = any($1::bigint[])`,
    [blocks.flatMap((it) => it.seqs)],
  )
  return new Map(rows.map((it) => [it.seq, it]))
}

function withLines(
  block: Block,
  rows: ReadonlyMap<number, Row>,
  adcode: string,
  droppedThrough: number,
): BlockWithLines {
  const found = block.seqs.flatMap((seq) => rows.get(seq) ?? [])
  return {
    block,
    lines: found.filter((it) => it.adcode === adcode),
    withheld: found.filter((it) => it.adcode !== adcode).map((it) => it.seq),
    dropped: block.number <= droppedThrough ? block.seqs.filter((seq) => !rows.has(seq)) : [],
  }
}
