/** Enters one component by hand; the ledger gives its code and finds its unit grid. */
import { componentCode } from '#domain/components/component-code.ts'
import type { NewComponent } from '#domain/components/contract.ts'
import type { ComponentChanged } from '#domain/components/events.ts'
import { ComponentProblem } from '#domain/components/problems.ts'
import { representativePoint } from '#domain/components/representative-point.ts'
import { findClass, getCatalogueInForce } from '#modules/catalogue/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Command } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { placeComponents } from '../place-components.ts'
import { mayChange } from '../policy.ts'
import * as store from '../store.ts'

export const createComponent: Command<NewComponent, { id: string; code: string }> = {
  name: 'component.create',
  permission: 'component.manage',
  async run({ db, adcode, now, actor, write, announce, concerns }, input) {
    const { classCode } = input
    const catalogue = await getCatalogueInForce(db, adcode, now)
    if (!(await findClass(db, catalogue.id, 'component', classCode)))
      throw ComponentProblem.classUnknown({ classCode })
    await checkHolders(db, adcode, input)
    const position = representativePoint(input.geometry)
    const [placing] = await placeComponents(db, adcode, [{ position, cellCode: null }], now)
    if (!placing || placing.isOutside) throw ComponentProblem.outsideCounty({ adcode })
    if (!mayChange(actor, placing.place)) throw ComponentProblem.outsideDuty({ component: input.name })
    const id = newId()
    const code = componentCode(adcode, classCode, await store.reserveSerials(db, adcode, classCode, 1))
    store.writeNewComponents(write, adcode, [
      {
        ...input,
        ...placing.place,
        id,
        code,
        position,
        rawPosition: null,
        catalogueVersionId: catalogue.id,
        photos: [],
        version: 1,
        createdAt: now,
        changedAt: now.toISOString(),
      },
    ])
    store.writeChanges(write, { adcode, actor, at: now }, [
      { componentId: id, version: 1, action: 'created', changes: {}, note: null },
    ])
    announce({
      name: 'component.changed',
      subjectId: id,
      data: { action: 'created', code, count: 1 } satisfies ComponentChanged,
    })
    concerns(id)
    return { id, code }
  },
}

async function checkHolders(db: Database, adcode: string, input: NewComponent): Promise<void> {
  const ids = [input.competent, input.owner, input.maintainer].flatMap((it) => it.organisationId ?? [])
  if (!ids.length) return
  const known = new Set((await findOrganisations(db, adcode)).map((it) => it.id))
  const unknown = ids.find((it) => !known.has(it))
  if (unknown) throw ComponentProblem.organisationUnknown({ organisation: unknown })
}
