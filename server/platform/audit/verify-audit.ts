/**
 * Proves the audit from its first line to its last: every link is worked out anew from the line as it stands, and the heads
 * sealed outside the database must be found in the chain. What does not hold is named, the first first.
 */
import type { Sentence } from '#domain/problem.ts'
import type { Database } from '../database/database.ts'
import { type Block, blockColumns, headOf, lastPosition, linkAt, toBlock } from './blocks.ts'
import { canonicalText, linkBytes, linkOf, noLink } from './link.ts'
import type { ReadSeals, Seal } from './seals.ts'

export type AuditFault = {
  /** What was found; the words are in `told`. */
  readonly kind: 'changed' | 'missing' | 'inserted' | 'chain' | 'cut' | 'forged' | 'seal' | 'unsealed'
  /** The place in the chain, where it has one. */
  readonly position: number | null
  /** The number of the audit line, where it is one. */
  readonly seq: number | null
  readonly told: Sentence
}

export type AuditVerification = {
  /** Lines of the chain that were read and whose link was found right or wrong. */
  lines: number
  /** Lines that were dropped after their time by the command for it; their links stand. */
  dropped: number
  /** Lines that are not linked yet. */
  waiting: number
  blocks: number
  seals: number
  lastSealAt: string | null
  head: string | null
  faults: AuditFault[]
}

export type VerifyAuditOptions = {
  readonly seals: ReadSeals
  readonly now: Date
  readonly onProgress?: (lines: number, total: number) => void
}

/** More than these are not told one by one. */
const mostFaults = 100
const blocksAtOnce = 20
/** A house that runs has sealed its chain by then. */
const longestUnsealedMilliseconds = 2 * 3_600_000

/** Name of the act by which lines leave after their time; its line says up to which block. */
export const dropCommand = 'audit.drop'

type Line = { seq: number; text: string; at: Date; command: string; through: number | null }

/** Verifies the whole chain. */
export async function verifyAudit(db: Database, options: VerifyAuditOptions): Promise<AuditVerification> {
  const run = new Verification(db, options)
  return run.verify()
}

class Verification {
  private readonly db: Database
  private readonly options: VerifyAuditOptions
  private readonly faults: AuditFault[] = []
  private readonly result: AuditVerification
  /** Lines that a block names and that are not there: accepted where a later line tells that they were dropped. */
  private readonly absent: { block: Block; index: number }[] = []
  /** The highest block that lines of the chain tell to be dropped. */
  private droppedThrough = 0
  private linked = 0

  constructor(db: Database, options: VerifyAuditOptions) {
    this.db = db
    this.options = options
    this.result = {
      lines: 0,
      dropped: 0,
      waiting: 0,
      blocks: 0,
      seals: options.seals.seals.length,
      lastSealAt: options.seals.seals.at(-1)?.at ?? null,
      head: null,
      faults: this.faults,
    }
  }

  async verify(): Promise<AuditVerification> {
    const total = await this.countLines()
    const seals = [...this.options.seals.seals]
    let last: Block | undefined
    for (;;) {
      const blocks = await this.readBlocks(last?.number ?? 0)
      if (!blocks.length) break
      const lines = await this.readLines(blocks)
      for (const block of blocks) {
        // A server that proves its chain answers others meanwhile.
        await new Promise((resolve) => setImmediate(resolve))
        this.verifyBlock(block, last, lines)
        while (seals[0] && seals[0].position <= lastPosition(block))
          this.verifySeal(seals.shift() as Seal, block)
        last = block
      }
      this.options.onProgress?.(this.result.lines, total)
    }
    for (const seal of seals) this.tellCut(seal, last)
    this.settleAbsent()
    await this.findInserted(last)
    this.judgeSeals(last)
    this.result.head = last ? headOf(last).toString('hex') : null
    this.faults.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity))
    return this.result
  }

  private fault(kind: AuditFault['kind'], at: { position?: number; seq?: number }, told: Sentence): void {
    if (this.faults.length < mostFaults)
      this.faults.push({ kind, position: at.position ?? null, seq: at.seq ?? null, told })
  }

  private async countLines(): Promise<number> {
    const [row] = await this.db.rows<{ count: number }>(
      'select count(*) as count from platform.audit_entries',
    )
    return row?.count ?? 0
  }

  private async readBlocks(after: number): Promise<Block[]> {
    const rows = await this.db.rows<Record<string, unknown>>(
      `select ${blockColumns} from platform.audit_blocks where number > $1 order by number limit ${blocksAtOnce}`,
      [after],
    )
    return rows.map(toBlock)
  }

  private async readLines(blocks: readonly Block[]): Promise<Map<number, Line>> {
    const rows = await this.db.rows<Line>(
      `select e.seq, ${canonicalText} as text, e.at, e.command,
         case when e.command = '${dropCommand}' then (e.output->>'throughBlock')::bigint end as through
       from platform.audit_entries e where e.seq = any($1::bigint[])`,
      [blocks.flatMap((it) => it.seqs)],
    )
    return new Map(rows.map((it) => [it.seq, it]))
  }

  private verifyBlock(block: Block, last: Block | undefined, lines: ReadonlyMap<number, Line>): void {
    this.result.blocks += 1
    const { number, firstPosition, seqs } = block
    const follows =
      number === (last?.number ?? 0) + 1 &&
      firstPosition === (last ? lastPosition(last) : 0) + 1 &&
      block.links.length === seqs.length * linkBytes &&
      block.previous.equals(last ? headOf(last) : noLink)
    if (!follows)
      this.fault(
        'chain',
        { position: firstPosition },
        {
          zh: `第 ${number} 块与前一块不相接`,
          en: `block ${number} does not follow the one before`,
        },
      )
    for (const [index, seq] of seqs.entries()) {
      const line = lines.get(seq)
      const position = firstPosition + index
      this.linked += 1
      if (!line) {
        this.absent.push({ block, index })
        continue
      }
      this.result.lines += 1
      const previous = index ? linkAt(block, index - 1) : block.previous
      if (!linkOf(block.algorithm, previous, line.text).equals(linkAt(block, index)))
        this.fault(
          'changed',
          { position, seq },
          {
            zh: `审计记录 ${seq} 被改动（链上第 ${position} 条）`,
            en: `audit line ${seq} was changed (number ${position} of the chain)`,
          },
        )
      else if (line.through !== null) this.droppedThrough = Math.max(this.droppedThrough, line.through)
    }
  }

  /** Lines that went by the command for it are gone rightly; all others are missing. */
  private settleAbsent(): void {
    for (const { block, index } of this.absent) {
      if (block.number <= this.droppedThrough) {
        this.result.dropped += 1
        continue
      }
      const seq = block.seqs[index] ?? 0
      const position = block.firstPosition + index
      this.fault(
        'missing',
        { position, seq },
        {
          zh: `审计记录 ${seq} 被删除（链上第 ${position} 条）`,
          en: `audit line ${seq} was deleted (number ${position} of the chain)`,
        },
      )
    }
  }

  private verifySeal(seal: Seal, block: Block): void {
    const found = linkAt(block, seal.position - block.firstPosition)
    if (found.toString('hex') !== seal.head)
      this.fault(
        'forged',
        { position: seal.position },
        {
          zh: `链与 ${seal.at} 封存的链头不符（第 ${seal.position} 条）：此前的链被整体改写`,
          en: `the chain is not the one that was sealed at ${seal.at} (number ${seal.position}): it was written anew before that`,
        },
      )
  }

  private tellCut(seal: Seal, last: Block | undefined): void {
    const end = last ? lastPosition(last) : 0
    this.fault(
      'cut',
      { position: end + 1 },
      {
        zh: `链止于第 ${end} 条，而 ${seal.at} 封存时已有 ${seal.position} 条：尾部被截去`,
        en: `the chain ends at number ${end}, but had ${seal.position} lines when it was sealed at ${seal.at}: its tail was cut off`,
      },
    )
  }

  /** Lines below the highest number taken up that no block names: written behind the back of the chain. */
  private async findInserted(last: Block | undefined): Promise<void> {
    const { high, gaps } = last?.position ?? { high: 0, gaps: [] }
    const rows = await this.db.rows<{ seq: number }>(
      `select e.seq from platform.audit_entries e where e.seq <= $1
         and not exists (select from unnest($2::bigint[], $3::bigint[]) g(low, high) where e.seq between g.low and g.high)
         and not exists (select from (select unnest(seqs) as seq from platform.audit_blocks) b where b.seq = e.seq)
       order by e.seq limit ${mostFaults}`,
      [high, gaps.map((it) => it.low), gaps.map((it) => it.high)],
    )
    for (const { seq } of rows)
      this.fault(
        'inserted',
        { seq },
        {
          zh: `审计记录 ${seq} 不在链上：事后写入`,
          en: `audit line ${seq} is in no block: it was written later`,
        },
      )
    this.result.waiting = Math.max(0, (await this.countLines()) - this.result.lines - rows.length)
  }

  private judgeSeals(last: Block | undefined): void {
    const { seals, brokenLine } = this.options.seals
    if (brokenLine !== undefined)
      this.fault(
        'seal',
        {},
        {
          zh: `封存文件第 ${brokenLine} 行不是本系统所签`,
          en: `line ${brokenLine} of the file of seals was not signed by this installation`,
        },
      )
    const age = last ? this.options.now.getTime() - last.madeAt.getTime() : 0
    if (last && !seals.length && age > longestUnsealedMilliseconds)
      this.fault(
        'unsealed',
        {},
        {
          zh: '数据库之外没有封存的链头，尾部是否完整无从证明',
          en: 'no sealed head was found outside the database; that the tail is whole cannot be proved',
        },
      )
  }
}
