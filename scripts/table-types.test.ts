import { expect, test } from 'vitest'
import { type Column, printAll } from './table-types.ts'

const column = (parts: Partial<Column>): Column => ({
  schema: 'cases',
  table: 'cases',
  column: 'id',
  type: 'uuid',
  isArray: false,
  isRequired: true,
  isView: false,
  tableComment: null,
  comment: null,
  ...parts,
})

test('tables go to their module, views named *_facts to everybody, with comments and arrays', () => {
  const printed = printAll([
    column({ tableComment: 'One row a case.' }),
    column({ column: 'due_at', type: 'timestamptz', isRequired: false, comment: 'When it must be done.' }),
    column({ column: 'tags', type: 'text', isArray: true }),
    column({ column: 'data', type: 'jsonb', isRequired: false }),
    column({ table: 'case_facts', column: 'reworks', type: 'int8', isView: true, isRequired: false }),
  ])
  expect(Object.fromEntries(printed)).toEqual({
    'server/modules/cases/tables.generated.ts': `/** The tables of cases as Kysely sees them. Printed by npm run db:types. */
export type CasesTables = {
  /** One row a case. */
  'cases.cases': {
    id: string
    /** When it must be done. */
    due_at: Date | null
    tags: string[]
    data: unknown
  }
}
`,
    'server/facts.generated.ts': `/** The views that every module may read. Printed by npm run db:types. */
export type Facts = {
  'cases.case_facts': {
    reworks: number | null
  }
}
`,
  })
})

test('a type that nobody told us of is refused', () => {
  expect(() => printAll([column({ type: 'tsvector' })])).toThrow('cases.cases.id is a tsvector')
})
