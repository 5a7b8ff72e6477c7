/** Adds a provider through which people may sign in. Its secret is sealed before it is handed over to be written. */
import type { z } from 'zod'
import type { Allowed } from '#domain/identity/sign-on.ts'
import type { createProviderEndpoint } from '#domain/identity/sign-on-contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { sealCell } from '#platform/sealing/sealed-column.ts'
import { providerSecret } from '../../sealed.ts'
import { requireSoundSettings } from '../require-sound-settings.ts'
import { writeProvider } from '../store.ts'

type CreateProvider = z.output<typeof createProviderEndpoint.body>

const told = ({ clientSecret, ...rest }: CreateProvider) => ({ ...rest, hasSecret: clientSecret !== null })

/** The command, for a house that may speak to providers so. */
export const createProvider = (
  allowed: Allowed,
): Command<CreateProvider, { id: string; version: number }> => ({
  name: 'sign-on.create-provider',
  permission: 'security.manage',
  auditInput: told,
  fingerprintInput: told,
  async run(context, { code, clientSecret, ...given }) {
    const settings = requireSoundSettings(given, allowed)
    const id = newId()
    const place = { adcode: context.adcode, id }
    const keptSecret = sealCell(context.sealer, providerSecret, place, clientSecret)
    context.concerns(id)
    writeProvider(context, { id, code, settings, keptSecret }, undefined)
    context.announce({ name: 'sign-on.provider-changed', subjectId: null })
    return { id, version: 1 }
  },
})
