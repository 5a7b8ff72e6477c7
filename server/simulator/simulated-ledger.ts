/** The components of the demonstration county: lamps, covers, bins and trees along its invented streets. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ComponentDraft } from '#domain/components/component.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import type { ListedPlace } from '#modules/geography/index.ts'
import { pointsAlong } from './along-street.ts'
import { seedOf } from './draw.ts'

const LedgerRow = z.object({
  classCode: z.string().regex(/^\d{5}$/),
  /** One stands every so many metres, in turn on the right and left, so far from the middle of the street. */
  spacingMetres: z.number().positive(),
  asideMetres: z.number().positive(),
})

const file = join(import.meta.dirname, '..', '..', 'standards', 'simulator', 'ledger.json')

const nobody = { organisationId: null, name: null }
/** Share of the components that are broken today. */
const brokenShare = 0.02

type Names = { nameOf(classCode: string): string | undefined; maintainerOf(classCode: string): string | null }

/** The drafts of all components along `streets`; the same streets give the same ledger. */
export function drawLedger(streets: readonly ListedPlace[], names: Names, seed: number): ComponentDraft[] {
  const rows = z.array(LedgerRow).parse(JSON.parse(readFileSync(file, 'utf8')))
  return rows.flatMap(({ classCode, spacingMetres: spacing, asideMetres: aside }) => {
    const chance = createChance(seedOf(seed, classCode))
    const name = names.nameOf(classCode)
    if (name === undefined) return []
    const maintainer = { organisationId: names.maintainerOf(classCode), name: null }
    return streets
      .flatMap(({ text, line }) =>
        pointsAlong(line?.coordinates ?? [], { spacing, aside, first: chance() * spacing }).map(
          (coordinates) => ({ coordinates, text }),
        ),
      )
      .map(
        ({ coordinates, text }, index): ComponentDraft => ({
          classCode,
          name,
          competent: nobody,
          owner: nobody,
          maintainer,
          state: chance() < brokenShare ? 'broken' : 'intact',
          firstOn: `${2012 + Math.floor(chance() * 12)}-0${1 + Math.floor(chance() * 9)}-15`,
          changedOn: null,
          dataSource: '其他',
          address: text,
          note: '演示数据',
          geometry: { type: 'Point', coordinates },
          attributes: {},
          externalCode: `DEMO-${classCode}-${index + 1}`,
          code: null,
          cellCode: null,
          rawPosition: null,
        }),
      )
  })
}
