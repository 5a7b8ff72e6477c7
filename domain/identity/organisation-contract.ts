/** Endpoints of administering organisations. Ending one is asked of the cases, since they know what is still open. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { HistoryLine } from './account-contract.ts'
import { Organisation, organisationKinds } from './organisation.ts'

const nothing = z.object({})
const organisationId = z.object({ id: z.uuid() })
const ownCounty = 'The own county.'

/** An organisation as its administrator sees it. */
export const OrganisationView = Organisation.extend({
  endedAt: z.string().nullable(),
  version: z.int(),
  /** Enabled people who belong to it. */
  people: z.int(),
})
export type OrganisationView = z.infer<typeof OrganisationView>

export const surveyOrganisationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/organisations/survey',
  summary: 'Every organisation of the county, ended ones too, with how many people it has',
  permission: 'organisation.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ organisations: z.array(OrganisationView) }),
})

const optionalText = (most: number) => z.string().trim().min(1).max(most).nullable().default(null)

/** What is said of an organisation. */
export const OrganisationInput = z.object({
  name: z.string().trim().min(1).max(100),
  shortName: optionalText(30),
  kind: z.enum(organisationKinds),
  creditCode: optionalText(18),
  externalCode: optionalText(50),
  parentId: z.uuid().toLowerCase().nullable().default(null),
  areaCodes: z
    .array(z.string().regex(/^\d{6,15}$/))
    .max(200)
    .default([]),
  aliases: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
})
export type OrganisationInput = z.output<typeof OrganisationInput>

const faults = [
  'organisation.credit-code-invalid',
  'organisation.external-code-taken',
  'organisation.parent-wrong',
  'person.area-outside',
]

export const createOrganisationEndpoint = endpoint({
  method: 'POST',
  path: '/api/organisations',
  summary: 'Add an organisation',
  permission: 'organisation.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: OrganisationInput,
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: faults,
})

export const changeOrganisationEndpoint = endpoint({
  method: 'PUT',
  path: '/api/organisations/:id',
  summary: 'Change an organisation',
  permission: 'organisation.manage',
  scope: ownCounty,
  params: organisationId,
  query: nothing,
  body: OrganisationInput.extend({ expectedVersion: z.int().positive() }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['organisation.unknown', 'organisation.stale-version', 'organisation.ended', ...faults],
})

export const showOrganisationHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/organisations/:id/history',
  summary: 'What was done to an organisation, by whom and when',
  permission: 'organisation.manage',
  scope: ownCounty,
  params: organisationId,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(HistoryLine) }),
})
