/**
 * Adds components to the ledger or brings them up to date, at most a thousand at once: the one act of an import's
 * batch. A component is known again by its code, or by the external code it was delivered under.
 */
import { componentCode } from '#domain/components/component-code.ts'
import type { ComponentChanged } from '#domain/components/events.ts'
import type { Finding } from '#domain/table.ts'
import { findClasses, getCatalogueInForce } from '#modules/catalogue/index.ts'
import type { Command } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { type ComponentItem, type FreshComponent, judgeComponents } from '../judge-components.ts'
import * as store from '../store.ts'

export type PutComponents = {
  /** Where they come from, for the history: the name of the mapping. */
  readonly source: string
  /** The version in which their classes have a meaning; the county's own in force when left out. */
  readonly catalogueVersionId?: string | undefined
  readonly items: readonly ComponentItem[]
}

export type PutComponentsReceipt = {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

/** The codes of the component classes of a version. */
export async function findComponentClassCodes(db: Database, versionId: string): Promise<Set<string>> {
  const classes = await findClasses(db, versionId)
  return new Set(classes.filter((it) => it.kind === 'component').map((it) => it.code))
}

export const putComponents: Command<PutComponents, PutComponentsReceipt> = {
  name: 'component.put',
  permission: 'component.manage',
  auditInput: ({ source, items }) => ({
    source,
    count: items.length,
    firstRow: items[0]?.row ?? null,
    lastRow: items.at(-1)?.row ?? null,
  }),
  async run({ db, adcode, now, actor, write, announce }, { source, catalogueVersionId, items }) {
    const versionId = catalogueVersionId ?? (await getCatalogueInForce(db, adcode, now)).id
    const classCodes = await findComponentClassCodes(db, versionId)
    const judged = await judgeComponents({ db, adcode, now, classCodes }, items)
    const codes = await giveCodes(db, adcode, judged.fresh)
    const created = judged.fresh.map(
      (it, index): store.StoredComponent => ({
        ...it,
        id: newId(),
        code: it.code ?? codes[index] ?? '',
        catalogueVersionId: versionId,
        photos: [],
        version: 1,
        createdAt: now,
        changedAt: now.toISOString(),
      }),
    )
    const changed = judged.changed.map((it) => ({
      ...it,
      after: { ...it.after, changedAt: now.toISOString() },
    }))
    store.writeNewComponents(write, adcode, created)
    store.writeChangedComponents(
      write,
      adcode,
      changed.map((it) => it.after),
    )
    const history = [
      ...created.map(({ id, version }) => ({ componentId: id, version, changes: {} })),
      ...changed.map(({ after, changes }) => ({ componentId: after.id, version: after.version, changes })),
    ]
    store.writeChanges(
      write,
      { adcode, actor, at: now },
      history.map((it) => ({ ...it, action: 'imported', note: source })),
    )
    if (history.length)
      announce({
        name: 'component.changed',
        subjectId: null,
        data: { action: 'imported', code: null, count: history.length } satisfies ComponentChanged,
      })
    const { unchanged, warned, refused } = judged
    return { created: created.length, changed: changed.length, unchanged, warned, refused }
  },
}

/** Codes for those that came without one, in their order; serials of a class are reserved in one block. */
async function giveCodes(
  db: Database,
  adcode: string,
  fresh: readonly FreshComponent[],
): Promise<(string | undefined)[]> {
  const needed = Map.groupBy(
    fresh.filter((it) => it.code === null),
    (it) => it.classCode,
  )
  const next = new Map<string, number>()
  for (const [classCode, its] of needed)
    next.set(classCode, await store.reserveSerials(db, adcode, classCode, its.length))
  return fresh.map(({ code, classCode }) => {
    if (code !== null) return undefined
    const serial = next.get(classCode) ?? 0
    next.set(classCode, serial + 1)
    return componentCode(adcode, classCode, serial)
  })
}
