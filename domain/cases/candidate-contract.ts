/** Who can be given a verification or a check now, and who cannot because of the roster. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { SentenceText } from '../table.ts'

/** A collector to choose from; whoever is off duty is shown with why and cannot be chosen. */
export const TaskCandidate = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Verifications and checks that the person has already. */
  load: z.int(),
  isOnDuty: z.boolean(),
  said: SentenceText,
})
export type TaskCandidate = z.infer<typeof TaskCandidate>

export const listTaskCandidatesEndpoint = endpoint({
  method: 'GET',
  path: '/api/task-candidates',
  summary: 'Collectors for a verification or check: on duty or not and why, and what each has already',
  permission: 'person.read',
  scope: 'The own county; a unit sees its own people only.',
  params: z.object({}),
  query: z.object({}),
  body: z.object({}),
  reply: z.object({
    /** False where collectors have no roster for today: then everybody counts as on duty. */
    hasRoster: z.boolean(),
    candidates: z.array(TaskCandidate),
  }),
})
