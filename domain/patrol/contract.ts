/** Endpoints of shifts, rosters, who is on duty, and how well the ground is covered. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Post } from '../identity/post.ts'
import { OnDate } from '../instant.ts'
import { SentenceText } from '../table.ts'
import { PatrolFrequency } from './coverage.ts'
import { LeaveKind } from './leave.ts'
import { LineInput } from './roster-line.ts'
import { Shift, ShiftInput } from './shift.ts'

const nothing = z.object({})
const ownScope =
  'The own organisation and those below it; the posts of the centre read every one of the county.'
const manageScope = 'The own organisation and those below it.'
const Named = z.object({ id: z.uuid(), name: z.string() })
const shiftId = z.object({ id: z.uuid() })

export const createShiftEndpoint = endpoint({
  method: 'POST',
  path: '/api/shifts',
  summary: 'Make a shift of an organisation',
  permission: 'roster.manage',
  scope: manageScope,
  params: nothing,
  query: nothing,
  body: ShiftInput.extend({ organisationId: z.uuid() }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['roster.not-your-organisation', 'shift.name-taken'],
})

export const changeShiftEndpoint = endpoint({
  method: 'PUT',
  path: '/api/shifts/:id',
  summary: 'Change a shift; its hours only while no line from today on uses it',
  permission: 'roster.manage',
  scope: manageScope,
  params: shiftId,
  query: nothing,
  body: ShiftInput.extend({ expectedVersion: z.int() }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: [
    'roster.not-your-organisation',
    'shift.unknown',
    'shift.changed',
    'shift.name-taken',
    'shift.has-lines',
  ],
})

export const endShiftEndpoint = endpoint({
  method: 'POST',
  path: '/api/shifts/:id/end',
  summary: 'End a shift: nobody is put on it from today on',
  permission: 'roster.manage',
  scope: manageScope,
  params: shiftId,
  query: nothing,
  body: z.object({ expectedVersion: z.int() }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['roster.not-your-organisation', 'shift.unknown', 'shift.changed', 'shift.has-lines'],
})

export const listRosterOrganisationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/rosters/organisations',
  summary: 'Organisations whose roster one may see, and whether one may make it',
  permission: 'roster.read',
  scope: ownScope,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    organisations: z.array(Named.extend({ people: z.int(), mayManage: z.boolean(), hasShifts: z.boolean() })),
  }),
})

/** A line as the table shows it. */
export const LineView = LineInput.extend({ id: z.uuid() })
export type LineView = z.infer<typeof LineView>

export const LeaveView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  from: z.string(),
  to: z.string(),
  /** What for and why: null for whoever does not make this roster. */
  kind: LeaveKind.nullable(),
  reason: z.string().nullable(),
  approvedBy: z.string().nullable(),
})
export type LeaveView = z.infer<typeof LeaveView>

export const SubstitutionView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  substitute: Named,
  from: z.string(),
  to: z.string(),
})
export type SubstitutionView = z.infer<typeof SubstitutionView>

export const WarningView = z.object({
  kind: z.enum(['short-rest', 'no-day-of-rest', 'on-leave', 'shift-gap']),
  personId: z.uuid(),
  onDate: z.string(),
  value: z.number(),
})
export type WarningView = z.infer<typeof WarningView>

export const RosterPerson = z.object({
  id: z.uuid(),
  name: z.string(),
  posts: z.array(Post),
  areaCodes: z.array(z.string()),
  /** Left the organisation or the county, and still stands on this roster. */
  hasLeft: z.boolean(),
})

const CoverageTotals = z.object({ required: z.int(), short: z.int() })

export const WeekView = z.object({
  organisation: Named,
  monday: z.string(),
  days: z.array(z.string()),
  /** Goes up with every change of the week; a save names the one it was made on. */
  version: z.int(),
  mayManage: z.boolean(),
  shifts: z.array(Shift),
  people: z.array(RosterPerson),
  lines: z.array(LineView),
  leaves: z.array(LeaveView),
  substitutions: z.array(SubstitutionView),
  warnings: z.array(WarningView),
  /** What a line may name as its ground. */
  grounds: z.object({
    areas: z.array(z.object({ code: z.string(), name: z.string() })),
    grids: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  /** Each day of the county's collectors: unit grids to be walked, and those walked too seldom. */
  coverage: z.array(CoverageTotals.extend({ onDate: z.string() })),
})
export type WeekView = z.infer<typeof WeekView>

export const showWeekEndpoint = endpoint({
  method: 'GET',
  path: '/api/rosters/week',
  summary: 'The roster of an organisation for a week: people, lines, leave, substitutes, warnings, coverage',
  permission: 'roster.read',
  scope: ownScope,
  params: nothing,
  query: z.object({
    organisationId: z.uuid(),
    onDate: OnDate.optional().meta({ description: 'any day of the week; without it this week' }),
  }),
  body: nothing,
  reply: WeekView,
  problems: ['roster.not-your-organisation'],
})

export const setWeekEndpoint = endpoint({
  method: 'PUT',
  path: '/api/rosters/week',
  summary: 'Set all lines of an organisation for a week in one act; days that are over stay as they are',
  permission: 'roster.manage',
  scope: manageScope,
  params: nothing,
  query: nothing,
  body: z.object({
    organisationId: z.uuid(),
    monday: OnDate,
    expectedVersion: z.int(),
    lines: z.array(LineInput).max(5000),
  }),
  reply: z.object({ version: z.int(), added: z.int(), removed: z.int() }),
  problems: [
    'roster.not-your-organisation',
    'roster.changed',
    'roster.not-monday',
    'roster.line-outside-week',
    'roster.line-twice',
    'roster.past',
    'roster.person-unfit',
    'roster.overlap',
    'roster.ground-unknown',
    'shift.unknown',
    'shift.ended',
  ],
})

export const copyWeekEndpoint = endpoint({
  method: 'POST',
  path: '/api/rosters/copy-week',
  summary: 'Copy a week onto later ones; what stands there is never overwritten, and every conflict is named',
  permission: 'roster.manage',
  scope: manageScope,
  params: nothing,
  query: nothing,
  body: z.object({
    organisationId: z.uuid(),
    fromMonday: OnDate,
    toMondays: z.array(OnDate).min(1).max(12),
    /** Whether what finds a place is copied although other lines do not. */
    leavesOutConflicts: z.boolean().default(false),
  }),
  reply: z.object({
    copied: z.int(),
    unchanged: z.int(),
    leftOut: z.array(
      z.object({
        kind: z.string(),
        personId: z.uuid(),
        name: z.string(),
        onDate: z.string(),
        shiftId: z.uuid(),
      }),
    ),
  }),
  problems: [
    'roster.not-your-organisation',
    'roster.not-monday',
    'roster.copy-onto-itself',
    'roster.copy-conflicts',
    'roster.overlap',
  ],
})

/** Somebody and whether they are on duty. */
export const DutyView = z.object({
  personId: z.uuid(),
  name: z.string(),
  organisation: z.string().nullable(),
  post: Post,
  isOnDuty: z.boolean(),
  why: z.enum(['no-roster', 'shift', 'substitution', 'leave', 'replaced', 'off-shift']),
  said: SentenceText,
  until: z.string().nullable(),
  ground: z.string().nullable(),
})
export type DutyView = z.infer<typeof DutyView>

export const showDutyEndpoint = endpoint({
  method: 'GET',
  path: '/api/duties/now',
  summary: 'Who is on duty now, who is not, and why',
  permission: 'roster.read',
  scope: ownScope,
  params: nothing,
  query: z.object({ organisationId: z.uuid().optional() }),
  body: nothing,
  reply: z.object({ at: z.string(), duties: z.array(DutyView) }),
  problems: ['roster.not-your-organisation'],
})

export const showCoverageEndpoint = endpoint({
  method: 'GET',
  path: '/api/rosters/coverage',
  summary: 'Unit grids that a day leaves without the rounds they need, by class and by responsibility grid',
  permission: 'roster.read',
  scope: 'The own county.',
  params: nothing,
  query: z.object({ onDate: OnDate }),
  body: nothing,
  reply: z.object({
    onDate: z.string(),
    frequencies: z.array(PatrolFrequency),
    required: z.int(),
    covered: z.int(),
    short: z.int(),
    byClass: z.array(CoverageTotals.extend({ areaClass: z.string() })),
    grids: z.array(
      z.object({
        gridCode: z.string().nullable(),
        gridName: z.string().nullable(),
        cells: z.int(),
        short: z.int(),
        required: z.int(),
        planned: z.int(),
      }),
    ),
    linesWithoutGround: z.int(),
  }),
})

export const putFrequenciesEndpoint = endpoint({
  method: 'PUT',
  path: '/api/patrol-frequencies',
  summary: 'Say how often the unit grids of a class, or of one responsibility grid, must be walked a day',
  permission: 'roster.set-frequency',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: z.object({ frequencies: z.array(PatrolFrequency).min(1).max(500) }),
  reply: z.object({ written: z.int() }),
  problems: ['roster.ground-unknown'],
})
