/** One line whole. It is shown as it was written: numbers of people were masked before, and what was sealed stays sealed. */
import type { z } from 'zod'
import type { showAuditLineEndpoint } from '#domain/audit/contract.ts'
import { AuditProblem } from '#domain/audit/problems.ts'
import { withoutNumbersOfPeople } from '#domain/personal-data.ts'
import { blockColumns, linkAt, toBlock } from '#platform/audit/blocks.ts'
import { readLastSeal, type SealPlaces } from '#platform/audit/seals.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { type LineRow, lineColumns, withSubjects } from './search-lines.ts'

type Shown = z.input<typeof showAuditLineEndpoint.reply>
type Row = LineRow & { requestId: string; input: unknown; output: unknown }

export const showLine = (places: SealPlaces): Query<{ seq: number }, Shown> => ({
  name: 'audit.show-line',
  async run(context, { seq }) {
    const { db, actor } = context
    const [row] = await db.rows<Row>(
      `select ${lineColumns}, request_id as "requestId", input, output from platform.audit_entries e
       where adcode = $1 and seq = $2`,
      [actor.adcode, seq],
    )
    if (!row) throw AuditProblem.unknownLine({})
    const [line = { ...row, subject: null }] = await withSubjects(db, actor.adcode, [row])
    return {
      ...line,
      input: withoutNumbersOfPeople(row.input),
      output: withoutNumbersOfPeople(row.output),
      chain: await findPlace(context, places, seq),
    }
  },
})

/** Where the line stands in the chain. Blocks follow the numbers nearly in order: the first that came so far has it. */
async function findPlace(
  { db, sealer }: QueryContext,
  places: SealPlaces,
  seq: number,
): Promise<Shown['chain']> {
  const [row] = await db.rows<Record<string, unknown>>(
    `select ${blockColumns} from platform.audit_blocks where high >= $1 and seqs @> array[$1::bigint]
     order by high, number limit 1`,
    [seq],
  )
  if (!row) return null
  const block = toBlock(row)
  const index = block.seqs.indexOf(seq)
  const position = block.firstPosition + index
  const seal = await readLastSeal(places, sealer)
  return {
    block: block.number,
    position,
    algorithm: block.algorithm,
    link: linkAt(block, index).toString('hex'),
    linkedAt: block.madeAt.toISOString(),
    isSealed: (seal?.position ?? 0) >= position,
  }
}
