/** What a foreign file names besides its rows: classes and organisations, gathered in one pass before the rows are read. */
import { createDeriver, type DerivedThing } from '#domain/exchange/derive.ts'
import { columnsOf, type Mapping } from '#domain/exchange/mapping.ts'
import type { Finding } from '#domain/table.ts'
import { openTable } from '#platform/tabular/open-table.ts'

export type Derived = {
  readonly classes: readonly DerivedThing[]
  readonly organisations: readonly { kind: string; things: readonly DerivedThing[] }[]
  readonly warned: readonly Finding[]
}

/** Reads the file once for what it names; not at all when the mapping derives nothing. */
export async function deriveFromFile(file: string, mapping: Mapping, adcode: string): Promise<Derived> {
  const { classes, organisations } = mapping.derive
  if (!classes && !organisations.length) return { classes: [], organisations: [], warned: [] }
  const context = { adcode, zone: mapping.time?.zone }
  const ofClasses =
    classes &&
    createDeriver(
      { ...classes, extra: { majorCode: classes.majorCode, majorName: classes.majorName } },
      context,
    )
  const ofOrganisations = organisations.map((rule) => ({
    kind: rule.kind,
    deriver: createDeriver(rule, context),
  }))
  const derivers = [...(ofClasses ? [ofClasses] : []), ...ofOrganisations.map((it) => it.deriver)]
  const { rows } = await openTable(file, mapping.file, columnsOf(mapping))
  for await (const row of rows) for (const deriver of derivers) deriver.add(row)
  return {
    classes: ofClasses?.list() ?? [],
    organisations: ofOrganisations.map(({ kind, deriver }) => ({ kind, things: deriver.list() })),
    warned: derivers.flatMap((it) => it.warned),
  }
}
