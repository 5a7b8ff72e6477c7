/**
 * Opens an account. Whoever may not grant posts applies for them. The audit line keeps everything but the password and
 * the telephone number.
 */
import { findPasswordFault, PasswordProblem } from '#domain/identity/password-rule.ts'
import { findGrantRefusal } from '#domain/identity/person-rules.ts'
import type { Post } from '#domain/identity/post.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { hashPassword } from '../password.ts'
import { toGrants } from '../policy.ts'
import { requireOrganisation } from '../require-organisation.ts'
import { getSecurity } from '../security-settings.ts'
import { writePeople } from '../store.ts'

export type CreatePerson = {
  readonly username: string
  readonly name: string
  readonly password: string
  readonly organisationId: string | null
  readonly posts: readonly Post[]
  readonly areaCodes: readonly string[]
  readonly phone?: string | null
  /** Somebody else chose the password and hands it on. */
  readonly mustChangePassword?: boolean
  /** Names this making of a password, so that a repeated request can tell that it made none. */
  readonly stamp?: string
}

const withoutSecrets = ({ password: _, phone: __, stamp: ___, ...rest }: CreatePerson) => rest

export const createPerson: Command<CreatePerson, { id: string; stamp?: string }> = {
  name: 'person.create',
  permission: 'person.manage',
  auditInput: withoutSecrets,
  fingerprintInput: withoutSecrets,
  async run(context, input) {
    const { db, adcode, actor, now, announce, concerns } = context
    await requireOrganisation(db, adcode, input.organisationId)
    const refusal = findGrantRefusal(adcode, input)
    if (refusal) throw refusal
    const { password: rule } = await getSecurity(db, adcode)
    const fault = findPasswordFault(input.password, input.username, rule)
    if (fault) throw PasswordProblem.weak({ fault, ...rule })
    const id = newId()
    const passwordHash = await hashPassword(input.password)
    writePeople(context, [
      {
        ...input,
        ...toGrants(actor, input),
        adcode,
        id,
        passwordHash,
        isDemonstration: false,
        createdAt: now,
      },
    ])
    announce({ name: 'person.joined', subjectId: id })
    concerns(id)
    return { id, ...(input.stamp ? { stamp: input.stamp } : {}) }
  },
}
