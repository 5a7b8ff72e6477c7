/**
 * Many cases quickly: one real case is brought to the state that is wanted through the real commands, and its row and
 * log are then copied by the database under new ids and numbers.
 */
import { takeCaseAction } from '#modules/cases/index.ts'
import { createReport } from '#modules/intake/index.ts'
import { systemActor } from '#platform/actor.ts'
import { adcode, type Stand } from './stand.ts'

/** What a report over HTTP carries; nothing of it is a photo, whose cost is another's. */
export const reportBody = ({ lamp, point }: Stand) => ({
  description: '路灯不亮，单灯熄灭',
  address: '嵩阳街道文化路 12 号对面',
  point,
  source: 'hotline_12345',
  catalogueId: lamp.versionId,
  kind: lamp.kind,
  classCode: lamp.classCode,
  conditionId: lamp.id,
})

/** The input of the command behind it. */
export const reportInput = (stand: Stand) => ({
  ...reportBody(stand),
  source: 'hotline_12345' as const,
  datum: 'cgcs2000' as const,
  photoIds: [],
  externalNumber: null,
  selfHandled: false,
})

/** Opens one case and takes it to `pending_dispatch`. */
export async function openFiled(stand: Stand): Promise<string> {
  const { act } = stand.house
  const actor = systemActor(adcode)
  const { id } = await act(actor, createReport, reportInput(stand))
  await act(actor, takeCaseAction('sendOn'), { id, componentId: null, note: '' })
  await act(actor, takeCaseAction('file'), { id, level: 'ordinary', note: '' })
  return id
}

/** Opens one case and takes it to where the unit works on it. */
export async function openHandling(stand: Stand): Promise<string> {
  const id = await openFiled(stand)
  const { act } = stand.house
  const dispatch = {
    leadUnitId: stand.unitId,
    assistUnitIds: [],
    businessKind: 'immediate',
    substituteForUnitId: null,
    note: '',
  }
  await act(systemActor(adcode), takeCaseAction('dispatch'), { id, ...dispatch })
  await act(systemActor(adcode), takeCaseAction('start'), { id, note: '' })
  return id
}

let copied = 0

/** Copies a case `count` times; `shiftSeconds` moves the copies' deadlines apart, back from the original's. */
export async function copyCase(stand: Stand, id: string, count: number, shiftSeconds = 0): Promise<string[]> {
  const db = stand.house.database
  const columns = await db.rows<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'cases' and table_name = 'cases'`,
  )
  const shifted = ['dispose_due_at', 'clock_due_at', 'clock_yellow_at', 'reported_at']
  const expressionOf = (name: string): string => {
    if (name === 'id') return 'n.id'
    if (name === 'report_number' || name === 'number') return `'C' || (n.i + ${copied}) || '-' || '${name}'`
    return shifted.includes(name) ? `c.${name} - make_interval(secs => n.i * ${shiftSeconds})` : `c.${name}`
  }
  const names = columns.map((it) => it.name)
  const rows = await db.rows<{ id: string }>(
    `with n as materialized (select i, gen_random_uuid() as id from generate_series(1, $1::int) i),
     copies as (insert into cases.cases (${names.join(', ')}) select ${names.map(expressionOf).join(', ')}
       from cases.cases c cross join n where c.adcode = $2 and c.id = $3 returning 1),
     logs as (insert into cases.case_actions select a.adcode, n.id, a.seq, a.action, a.at, a.actor_id, a.actor_name, a.post,
       a.organisation_id, a.from_state, a.to_state, a.data, a.marks, a.due
       from cases.case_actions a cross join n where a.adcode = $2 and a.case_id = $3 returning 1)
     select id from n where (select count(*) from copies) >= 0 and (select count(*) from logs) >= 0`,
    [count, adcode, id],
  )
  copied += count
  return rows.map((row) => row.id)
}
