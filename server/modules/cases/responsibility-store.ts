/** The responsibility matrix of a county: rows, and a copy in memory that follows the announcements. */
import { findResponsible, type ResponsibilityRule, type Subject } from '#domain/cases/responsibility.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { Row } from '#platform/database/row-writes.ts'
import type { Listener } from '#platform/relay/relay.ts'

const memory = createMemory<ResponsibilityRule[]>(5000)

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
})

const ruleColumns = `id, kind, class_code as "classCode", condition_id as "conditionId", area_code as "areaCode",
  lead_unit_id as "leadUnitId", assist_unit_ids as "assistUnitIds", basis, valid_from as "validFrom",
  valid_to as "validTo"`

/** Those of `ids` that exist. */
export const findRulesByIds = (
  db: Database,
  adcode: string,
  ids: readonly string[],
): Promise<ResponsibilityRule[]> =>
  db.rows<ResponsibilityRule>(
    `select ${ruleColumns} from cases.responsibility_rules where adcode = $1 and id = any($2::uuid[])`,
    [adcode, ids],
  )

/** All rules of a county, ended ones too. */
export const findRules = (db: Database, adcode: string): Promise<ResponsibilityRule[]> =>
  memory.recall(db, adcode, () =>
    db.rows<ResponsibilityRule>(`select ${ruleColumns} from cases.responsibility_rules where adcode = $1`, [
      adcode,
    ]),
  )

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
