/** Revokes an API key; one that is revoked already stays as it is. */
import { ApiKeyProblem } from '#domain/identity/api-key.ts'
import type { Command } from '#platform/act.ts'

export const revokeApiKey: Command<{ id: string }, { id: string }> = {
  name: 'api-key.revoke',
  permission: 'security.manage',
  async run({ db, adcode, now, write, announce, concerns }, { id }) {
    const [key] = await db.rows<{ revokedAt: Date | null }>(
      'select revoked_at as "revokedAt" from identity.api_keys where adcode = $1 and id = $2',
      [adcode, id],
    )
    if (!key) throw ApiKeyProblem.unknown({ id })
    concerns(id)
    if (key.revokedAt) return { id }
    write.update('identity.api_keys', { adcode, id }, { revoked_at: now })
    announce({ name: 'api-key.revoked', subjectId: id })
    return { id }
  },
}
