/** Makes an API key. Only its hash is handed in; the audit line keeps what it may do, where and until when. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import { findKeyRefusal } from '#domain/identity/api-key.ts'
import type { createApiKeyEndpoint } from '#domain/identity/api-key-contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { requireOrganisation } from '../require-organisation.ts'

export type CreateApiKey = z.output<typeof createApiKeyEndpoint.body> & {
  readonly tokenHash: string
  readonly tokenStart: string
}

const told = ({ tokenHash: _, tokenStart: __, ...rest }: CreateApiKey) => rest

export const createApiKey: Command<CreateApiKey, { id: string; start: string }> = {
  name: 'api-key.create',
  permission: 'security.manage',
  auditInput: told,
  fingerprintInput: told,
  async run({ db, adcode, actor, now, write, concerns }, input) {
    const refusal = findKeyRefusal(input, { adcode, today: chinaDayOf(now) })
    if (refusal) throw refusal
    await requireOrganisation(db, adcode, input.organisationId)
    const id = newId()
    write.insert('identity.api_keys', {
      adcode,
      id,
      name: input.name,
      token_hash: input.tokenHash,
      token_start: input.tokenStart,
      post: input.post,
      permissions: [...new Set(input.permissions)],
      area_codes: [...new Set(input.areaCodes)],
      organisation_id: input.organisationId,
      requests_per_minute: input.requestsPerMinute,
      created_at: now,
      created_by_id: actor.id,
      created_by_name: actor.name,
      // To the end of the day in China.
      expires_at: new Date(`${input.expiresOn}T23:59:59.999+08:00`),
    })
    concerns(id)
    return { id, start: input.tokenStart }
  },
}
