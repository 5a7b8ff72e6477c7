/** The endpoint of one's own roster; it knows nobody but whoever asks. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Post } from '../identity/post.ts'
import { OnDate } from '../instant.ts'
import { DutyView } from './contract.ts'
import { LeaveKind } from './leave.ts'

const nothing = z.object({})
const stretch = { from: z.string(), to: z.string() }

/** A shift as the person it concerns reads it. */
export const OwnShiftView = z.object({
  onDate: z.string(),
  name: z.string(),
  mark: z.string(),
  ...stretch,
  post: Post,
  organisation: z.string().nullable(),
  ground: z.string().nullable(),
  /** Whom one stands in for. */
  forName: z.string().nullable(),
  /** The hours to be worked; none where one is on leave or somebody else has the whole shift. */
  parts: z.array(z.object(stretch)),
  covers: z.array(z.object({ name: z.string(), ...stretch })),
  isOnLeave: z.boolean(),
})
export type OwnShiftView = z.infer<typeof OwnShiftView>

export const showOwnRosterEndpoint = endpoint({
  method: 'GET',
  path: '/api/rosters/mine',
  summary: 'One’s own roster: duty now, the next shift, shifts day by day, leave, and who stands in for whom',
  permission: 'roster.read-own',
  scope: 'Oneself.',
  params: nothing,
  query: z.object({
    from: OnDate.optional().meta({ description: 'the first day; without it the Monday of this week' }),
    days: z.coerce.number().int().min(1).max(42).default(14),
  }),
  body: nothing,
  reply: z.object({
    at: z.string(),
    today: z.string(),
    /** Whether one stands on a roster at all: a shift, leave or substitution from a month ago to two months ahead. */
    hasRoster: z.boolean(),
    days: z.array(z.string()),
    /** Duty now, in each post that has a roster. */
    duties: z.array(DutyView),
    /** The next hours to be worked, within the coming two months. */
    next: OwnShiftView.nullable(),
    /** The shifts of the days asked for. */
    shifts: z.array(OwnShiftView),
    leaves: z.array(
      z.object({
        id: z.uuid(),
        ...stretch,
        kind: LeaveKind,
        reason: z.string(),
        approvedBy: z.string(),
      }),
    ),
    /** Those that run now or later, and those of the days asked for. */
    substitutions: z.array(
      z.object({
        id: z.uuid(),
        ...stretch,
        /** Whether one stands in oneself; otherwise somebody stands in for oneself. */
        isMine: z.boolean(),
        otherName: z.string(),
      }),
    ),
  }),
})
export type OwnRoster = z.infer<typeof showOwnRosterEndpoint.reply>
