/** What the rows of an old system refer to: classes and conditions, units, people and areas of ours. */

import { type CarriedCase, isWithUnit } from '#domain/cases/carried-over/carried-case.ts'
import type { FieldRemark } from '#domain/cases/carried-over/judge-carried.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { findCatalogueInForce, findClasses, findConditions } from '#modules/catalogue/index.ts'
import { locateMany } from '#modules/geography/index.ts'
import { listAccounts } from '#modules/identity/index.ts'
import type { Context } from '#platform/act.ts'
import { organisationsById } from '../case-names.ts'
import { componentWarnings, findComponentsOf } from './carried-components.ts'
import { tieUnits } from './carried-units.ts'

type Referred = Pick<
  CaseRecord,
  | 'catalogueId'
  | 'conditionId'
  | 'componentId'
  | 'assistUnitIds'
  | 'handlerId'
  | 'townCode'
  | 'communityCode'
  | 'cellCode'
  | 'areaClass'
> & { unitId: string | null }

export type CarriedReferences = {
  /** What a row names that is not there. */
  refusalsOf(it: CarriedCase): FieldRemark[]
  warningsOf(it: CarriedCase): FieldRemark[]
  /** The ids and codes of a row that is not refused. */
  of(it: CarriedCase): Referred
}

const remark = (field: string, zh: string, en: string): FieldRemark => ({ field, reason: { zh, en } })

const unknownHandler = (name: string): FieldRemark =>
  remark(
    'handler',
    `没有用户名为“${name}”的处置人员，案件由单位指派`,
    `nobody handles cases under the user name "${name}"; the case waits for the unit`,
  )

const outside = remark(
  'point',
  '位置在本县以外，不归入任何网格',
  'the position lies outside the county and in no cell of it',
)

/** Looks up everything that `items` refer to, once. */
export async function findCarriedReferences(
  { db, adcode, now }: Pick<Context, 'db' | 'adcode' | 'now'>,
  items: readonly CarriedCase[],
): Promise<CarriedReferences> {
  const catalogue = await findCatalogueInForce(db, adcode, now)
  const [classes, conditions, units, accounts, places, components] = await Promise.all([
    catalogue ? findClasses(db, catalogue.id) : [],
    catalogue ? findConditions(db, catalogue.id) : [],
    organisationsById(db, adcode),
    items.some((it) => it.handler !== null) ? listAccounts(db, adcode) : [],
    locateItems({ db, adcode, now }, items),
    findComponentsOf(db, adcode, items),
  ])
  const classKeys = new Set(classes.map((it) => `${it.kind}/${it.code}`))
  const byClass = Map.groupBy(conditions, (it) => `${it.kind}/${it.classCode}`)
  const ties = tieUnits(units.values())
  const handlers = new Map(accounts.map((it) => [it.username, it]))
  const keyOf = (it: CarriedCase): string => `${it.kind}/${it.classCode}`
  const conditionOf = (it: CarriedCase) => {
    const found = it.classCode === null ? [] : (byClass.get(keyOf(it)) ?? [])
    return it.condition === null
      ? found.length === 1
        ? found[0]
        : undefined
      : found.find(({ ordinal }) => ordinal === it.condition)
  }
  const handlerOf = (it: CarriedCase) => {
    const found = it.handler === null ? undefined : handlers.get(it.handler)
    return found && !found.disabledAt && found.posts.includes('handler') ? found : undefined
  }
  return {
    refusalsOf: (it) => [
      ...classRefusals(it, classKeys.has(keyOf(it)), conditionOf(it) !== undefined),
      ...ties.refusalsOf(it),
    ],
    warningsOf: (it) => [
      ...componentWarnings(adcode, it, components.of(it)),
      ...ties.warningsOf(it),
      ...(it.handler !== null && isWithUnit(it.state) && !handlerOf(it) ? [unknownHandler(it.handler)] : []),
      ...(it.point && !places.get(it) ? [outside] : []),
    ],
    of: (it) => {
      const place = places.get(it)
      return {
        catalogueId: it.classCode ? (catalogue?.id ?? null) : null,
        conditionId: conditionOf(it)?.id ?? null,
        componentId: components.of(it)?.code ?? null,
        ...ties.of(it),
        handlerId: handlerOf(it)?.id ?? null,
        townCode: it.townCode ?? place?.town?.code ?? null,
        communityCode: it.communityCode ?? place?.community?.code ?? null,
        cellCode: place?.cell?.code ?? null,
        areaClass: place?.cell?.areaClass ?? null,
      }
    },
  }
}

async function locateItems(
  { db, adcode, now }: Pick<Context, 'db' | 'adcode' | 'now'>,
  items: readonly CarriedCase[],
) {
  const located = items.flatMap((it) => (it.point ? [{ it, point: it.point }] : []))
  const places = located.length
    ? await locateMany(
        db,
        adcode,
        located.map(({ point }) => point),
        now,
      )
    : []
  return new Map(located.map(({ it }, index) => [it, places[index]] as const))
}

function classRefusals(it: CarriedCase, isClass: boolean, isCondition: boolean): FieldRemark[] {
  if (it.classCode === null || it.kind === null) return []
  if (!isClass)
    return [
      remark(
        'classCode',
        `现行目录没有小类“${it.classCode}”`,
        `the catalogue in force has no class "${it.classCode}"`,
      ),
    ]
  return it.condition !== null && !isCondition
    ? [
        remark(
          'condition',
          `小类“${it.classCode}”没有第 ${it.condition} 条立案条件`,
          `the class "${it.classCode}" has no condition ${it.condition}`,
        ),
      ]
    : []
}
