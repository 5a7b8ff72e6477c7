/** The responsibility matrix of a county: rows, and a copy in memory that follows the announcements. */
import {
  findResponsible,
  type KeptRule,
  type ResponsibilityRule,
  type Subject,
} from '#domain/cases/responsibility.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { Row, RowWrites } from '#platform/database/row-writes.ts'
import type { Listener } from '#platform/relay/relay.ts'

const memory = createMemory<KeptRule[]>(5000)

/** The row of a rule. */
export const toRuleRow = (adcode: string, rule: ResponsibilityRule): Row => ({
  adcode,
  id: rule.id,
  kind: rule.kind,
  class_code: rule.classCode,
  condition_id: rule.conditionId,
  area_code: rule.areaCode,
  lead_unit_id: rule.leadUnitId,
  assist_unit_ids: rule.assistUnitIds,
  basis: rule.basis,
  valid_from: rule.validFrom,
  valid_to: rule.validTo,
  version: 1,
})

/** Ends a rule on a day; somebody changing it meanwhile is a conflict. */
export const writeRuleEnd = (
  write: RowWrites,
  adcode: string,
  { id, version }: Pick<KeptRule, 'id' | 'version'>,
  validTo: string | null,
): void =>
  write.update(
    'cases.responsibility_rules',
    { adcode, id, version },
    { valid_to: validTo, version: version + 1 },
  )

const ruleColumns = `id, kind, class_code as "classCode", condition_id as "conditionId", area_code as "areaCode",
  lead_unit_id as "leadUnitId", assist_unit_ids as "assistUnitIds", basis, valid_from as "validFrom",
  valid_to as "validTo", version`

/** Those of `ids` that exist. */
export const findRulesByIds = (db: Database, adcode: string, ids: readonly string[]): Promise<KeptRule[]> =>
  db.rows<KeptRule>(
    `select ${ruleColumns} from cases.responsibility_rules where adcode = $1 and id = any($2::uuid[])`,
    [adcode, ids],
  )

/** All rules of a county as their rows stand now, ended ones too. */
export const loadRules = (db: Database, adcode: string): Promise<KeptRule[]> =>
  db.rows<KeptRule>(`select ${ruleColumns} from cases.responsibility_rules where adcode = $1`, [adcode])

/** All rules of a county, ended ones too. */
export const findRules = (db: Database, adcode: string): Promise<KeptRule[]> =>
  memory.recall(db, adcode, (house) => loadRules(house, adcode))

/** The rule that decides on `subject` at `at`; undefined where the matrix has a gap. */
export const findResponsibleRule = async (
  db: Database,
  adcode: string,
  subject: Subject,
  at: Date,
): Promise<ResponsibilityRule | undefined> =>
  findResponsible(await findRules(db, adcode), subject, chinaDayOf(at))

/** Forgets the rules of a county when they change. */
export const forgetRules =
  (db: Database): Listener =>
  (announcements) => {
    for (const it of announcements) if (it.name === 'responsibility.changed') memory.forget(db, it.adcode)
  }
