/**
 * The situation of the county now, for the command screen and a leader's phone. Every number comes with the query of the
 * list of cases that holds exactly the cases it counts.
 */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { CaseFilter, CaseRow } from './contract.ts'
import { stages } from './state.ts'

const nothing = z.object({})

/** A number, and what the list of cases is asked for to show those it counts. */
export const CountedCases = z.object({
  total: z.int().min(0),
  query: z.partialRecord(z.enum(Object.keys(CaseFilter.shape) as [keyof CaseFilter]), z.string()),
})
export type CountedCases = z.infer<typeof CountedCases>

const Named = z.object({ id: z.string(), name: z.string() })

/** As much of a case as stands in a line of the screen. */
export const SituationCase = CaseRow.pick({
  id: true,
  number: true,
  reportNumber: true,
  state: true,
  kind: true,
  classCode: true,
  className: true,
  address: true,
  areaName: true,
  leadUnit: true,
  clockName: true,
  clockDueAt: true,
  light: true,
})
export type SituationCase = z.infer<typeof SituationCase>

export const Spike = CountedCases.extend({
  kind: z.enum(['component', 'matter']),
  classCode: z.string(),
  className: z.string().nullable(),
  areaCode: z.string(),
  areaName: z.string().nullable(),
  /** Reports of the class in the area that are usual by this time of day. */
  usual: z.number(),
  /** From how many on it is a spike. */
  bound: z.int(),
})

const stageCodes = Object.keys(stages).filter((it) => it !== 'ended') as [keyof typeof stages]

export const Situation = z.object({
  onDate: z.string(),
  decide: z.object({
    red: CountedCases,
    yellow: CountedCases,
    supervisionOpen: CountedCases,
    supervisionLate: CountedCases,
    goingRound: CountedCases,
    /** Requests that wait for a decision, by the state of the case. */
    requests: z.array(CountedCases.extend({ state: z.string() })),
  }),
  /** Longest overdue first, and what runs out next. */
  overdue: z.array(SituationCase),
  soon: z.array(SituationCase),
  spikes: z.object({
    /** How many of the same weekday are on record; with fewer than the rule wants, nothing is judged. */
    weeks: z.int(),
    found: z.array(Spike),
  }),
  flow: z.array(CountedCases.extend({ figure: z.string() })),
  stages: z.array(CountedCases.extend({ stage: z.enum(stageCodes), red: z.int() })),
  /** By hour of the day in China: reported and closed today, and reported by then on a usual such weekday. */
  hours: z.array(
    z.object({ hour: z.int(), reported: z.int(), closed: z.int(), usual: z.number().nullable() }),
  ),
  units: z.array(
    Named.extend({ open: CountedCases, late: CountedCases, due: CountedCases, inTime: CountedCases }),
  ),
  /** Whether collectors have a roster today; without one everybody counts as on duty. */
  hasRoster: z.boolean(),
  /** Who is on duty or has tasks. */
  collectors: z.array(Named.extend({ isOnDuty: z.boolean(), tasks: CountedCases, late: CountedCases })),
})
export type Situation = z.infer<typeof Situation>

/** Where the screen hears of it: an event `view` with each new answer, and a beat each second while it is still right. */
export const situationLivePath = '/api/live/situation'

export const showSituationEndpoint = endpoint({
  method: 'GET',
  path: '/api/situation',
  summary:
    'What needs a decision now, the flow of the day, units and collectors; pushed under /api/live/situation',
  permission: 'screen.read',
  scope: 'As the list of cases: the own county and areas of duty; a second-level platform its cases.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: Situation,
})
