/** What hangs on the unit grids that a draft ends: open cases keep their cell, components follow, rules that name a cell fall silent. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const nothing = z.object({})

export const showGridConsequencesEndpoint = endpoint({
  method: 'GET',
  path: '/api/grid-drafts/:id/consequences',
  summary: 'Open cases, components and rules of responsibility on the unit grids that a draft ends',
  permission: 'area.manage',
  scope: 'The own county.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.object({
    cells: z.array(
      z.object({
        code: z.string(),
        openCases: z.int().meta({ description: '在办案卷 they keep the cell in which they were reported' }),
        cases: z
          .array(z.object({ id: z.uuid(), number: z.string() }))
          .meta({ description: 'The first five of them' }),
        components: z.int().meta({ description: '部件 they go to the new cell at their place' }),
        rules: z.int().meta({ description: '权责规则 they name the ended cell and have to be put again' }),
        people: z.int().meta({ description: '人员 whose area of duty is the ended cell' }),
      }),
    ),
  }),
  problems: ['geography.draft-not-found'],
})
