/** What the rows of an old system refer to: classes and conditions, units, people and areas of ours. */

import { type CarriedCase, isWithUnit } from '#domain/cases/carried-over/carried-case.ts'
import type { FieldRemark } from '#domain/cases/carried-over/judge-carried.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { findCatalogueInForce, findClasses, findConditions } from '#modules/catalogue/index.ts'
import { locateMany } from '#modules/geography/index.ts'
import { listAccounts } from '#modules/identity/index.ts'
import type { Context } from '#platform/act.ts'
import { disposingKinds, organisationsById } from '../case-names.ts'

type Referred = Pick<
  CaseRecord,
  'catalogueId' | 'conditionId' | 'handlerId' | 'townCode' | 'communityCode' | 'cellCode' | 'areaClass'
> & { unitId: string | null }

export type CarriedReferences = {
  /** What a row names that is not there. */
  refusalsOf(it: CarriedCase): FieldRemark[]
  warningsOf(it: CarriedCase): FieldRemark[]
  /** The ids and codes of a row that is not refused. */
  of(it: CarriedCase): Referred
}

const remark = (field: string, zh: string, en: string): FieldRemark => ({ field, reason: { zh, en } })

/** Looks up everything that `items` refer to, once. */
export async function findCarriedReferences(
  { db, adcode, now }: Pick<Context, 'db' | 'adcode' | 'now'>,
  items: readonly CarriedCase[],
): Promise<CarriedReferences> {
  const catalogue = await findCatalogueInForce(db, adcode, now)
  const [classes, conditions, units, accounts, places] = await Promise.all([
    catalogue ? findClasses(db, catalogue.id) : [],
    catalogue ? findConditions(db, catalogue.id) : [],
    organisationsById(db, adcode),
    items.some((it) => it.handler !== null) ? listAccounts(db, adcode) : [],
    locateItems({ db, adcode, now }, items),
  ])
  const classKeys = new Set(classes.map((it) => `${it.kind}/${it.code}`))
  const byClass = Map.groupBy(conditions, (it) => `${it.kind}/${it.classCode}`)
  const unitsByName = namesOf(units.values())
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
      ...unitRefusals(it, it.unit === null ? [] : (unitsByName.get(it.unit) ?? [])),
    ],
    warningsOf: (it) => [
      ...(it.handler !== null && isWithUnit(it.state) && !handlerOf(it)
        ? [
            remark(
              'handler',
              `没有用户名为“${it.handler}”的处置人员，案件由单位指派`,
              `nobody handles cases under the user name "${it.handler}"; the case waits for the unit`,
            ),
          ]
        : []),
      ...(it.point && !places.get(it)
        ? [
            remark(
              'point',
              '位置在本县以外，不归入任何网格',
              'the position lies outside the county and in no cell of it',
            ),
          ]
        : []),
    ],
    of: (it) => {
      const place = places.get(it)
      const [unit] = it.unit === null ? [] : (unitsByName.get(it.unit) ?? [])
      return {
        catalogueId: it.classCode ? (catalogue?.id ?? null) : null,
        conditionId: conditionOf(it)?.id ?? null,
        unitId: unit?.id ?? null,
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

/** Organisations by everything they may be called; more than one under a name is nobody's to choose. */
function namesOf(units: Iterable<Organisation>): Map<string, Organisation[]> {
  const byName = new Map<string, Organisation[]>()
  for (const it of units) {
    if (it.endedAt) continue
    for (const name of new Set([it.externalCode, it.name, it.shortName, ...it.aliases]))
      if (name) byName.set(name, [...(byName.get(name) ?? []), it])
  }
  return byName
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

function unitRefusals(it: CarriedCase, found: readonly Organisation[]): FieldRemark[] {
  if (it.unit === null || !isWithUnit(it.state)) return []
  if (!found.length)
    return [
      remark(
        'unit',
        `没有编号、名称或别名为“${it.unit}”的单位`,
        `no organisation has "${it.unit}" for code, name or alias`,
      ),
    ]
  if (found.length > 1)
    return [
      remark(
        'unit',
        `有 ${found.length} 个单位叫“${it.unit}”`,
        `${found.length} organisations are called "${it.unit}"`,
      ),
    ]
  return disposingKinds.has(found[0]?.kind ?? '')
    ? []
    : [remark('unit', `“${it.unit}”不是可以派遣的单位`, `cases are not dispatched to "${it.unit}"`)]
}
