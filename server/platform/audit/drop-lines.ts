/**
 * Drops audit lines whose time is over, and only those: whole blocks that are older than asked for and lie below a sealed
 * head. Their links stay, so the chain is proved across them; a line of the audit says up to where they went.
 */
import type pg from 'pg'
import { defineProblem } from '#domain/problem.ts'
import type { Command } from '../act.ts'
import { dropCommand } from './verify-audit.ts'

/** 网络安全法 (Cybersecurity Law) article 21: logs are kept for at least six months. */
export const leastMonths = 6

export const AuditDropProblem = {
  tooYoung: defineProblem<{ months: number }>('audit.too-young', 'invalid', ({ months }) => ({
    zh: `审计记录至少保存 ${leastMonths} 个月，不能只保留 ${months} 个月。`,
    en: `Audit lines are kept for at least ${leastMonths} months, not for ${months}.`,
  })),
}

export type DropLines = {
  readonly months: number
  /** The block of the newest seal; nothing beyond it goes. */
  readonly sealedBlock: number
}

export type Dropped = {
  /** 0 where nothing is old enough. */
  readonly throughBlock: number
}

/** Decides what may go, and writes it down; the rows are taken away afterwards, by the owner of the tables. */
export const dropAuditLines: Command<DropLines, Dropped> = {
  name: dropCommand,
  permission: dropCommand,
  async run({ db, now }, { months, sealedBlock }) {
    if (months < leastMonths) throw AuditDropProblem.tooYoung({ months })
    const [row] = await db.rows<{ through: number }>(
      `select coalesce(max(number), 0) as through from platform.audit_blocks
       where number <= $1 and made_at < $2::timestamptz - make_interval(months => $3)`,
      [sealedBlock, now, months],
    )
    return { throughBlock: row?.through ?? 0 }
  },
}

/** Takes away the lines up to a block, as the owner; how many went. Repeated, it finishes what was cut short. */
export async function deleteDropped(owner: pg.Client, throughBlock: number, months: number): Promise<number> {
  const { rowCount } = await owner.query(
    `delete from platform.audit_entries e
     using (select unnest(seqs) as seq from platform.audit_blocks where number <= $1) b
     where e.seq = b.seq and e.at < now() - make_interval(months => $2)`,
    [throughBlock, Math.max(months, leastMonths)],
  )
  return rowCount ?? 0
}
