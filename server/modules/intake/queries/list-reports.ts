/** Reports: those behind a case, masked; and one's own with what was told about them. */

import type { z } from 'zod'
import { CaseProblem } from '#domain/cases/problems.ts'
import { type CaseState, caseStates, stages } from '#domain/cases/state.ts'
import type { listMyReportsEndpoint } from '#domain/intake/contract.ts'
import type { ReportView } from '#domain/intake/report.ts'
import { findVisibleCase } from '#modules/cases/index.ts'
import type { Query } from '#platform/query.ts'
import { findReportsOfCase } from '../store.ts'

type Mine = z.input<typeof listMyReportsEndpoint.reply>

export const listCaseReports: Query<{ id: string }, { reports: ReportView[] }> = {
  name: 'report.list-of-case',
  async run({ db, actor, sealer }, { id }) {
    if (!(await findVisibleCase(db, actor, id))) throw CaseProblem.unknown({ id })
    return { reports: await findReportsOfCase({ db, sealer }, actor.adcode, id) }
  },
}

type Row = {
  id: string
  number: string
  description: string
  received_at: Date
  state: CaseState
  notices: { at: string; zh: string; en: string }[]
}

export const listMyReports: Query<object, Mine> = {
  name: 'report.list-mine',
  async run({ db, actor }) {
    // After a merge the report follows a case of somebody else, of which its reporter is told the state alone.
    const rows = await db.ofCounty(actor.adcode).rows<Row>(
      `select r.id, r.number, r.description, r.received_at, f.state,
         coalesce((select jsonb_agg(jsonb_build_object('at', n.at, 'zh', n.zh, 'en', n.en) order by n.at)
           from intake.notices n where n.adcode = r.adcode and n.report_id = r.id), '[]') as notices
       from intake.reports r join cases.case_facts f on f.adcode = r.adcode and f.id = r.case_id
       where r.adcode = $1 and r.reporter_id = $2 order by r.received_at desc limit 200`,
      [actor.adcode, actor.id],
    )
    return {
      reports: rows.map((row) => {
        const { stage } = caseStates[row.state]
        const { id, number, description, notices } = row
        return {
          id,
          number,
          description,
          notices,
          receivedAt: row.received_at.toISOString(),
          stage,
          stageName: stages[stage],
        }
      }),
    }
  },
}
