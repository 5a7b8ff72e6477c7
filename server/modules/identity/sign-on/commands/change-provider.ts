/** Changes a provider. What was linked under another issuer ends: nobody answers for subjects of somebody else. */
import type { z } from 'zod'
import type { Allowed } from '#domain/identity/sign-on.ts'
import type { changeProviderEndpoint } from '#domain/identity/sign-on-contract.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import type { Command } from '#platform/act.ts'
import { sealCell } from '#platform/sealing/sealed-column.ts'
import { changesBetween } from '../../changes-between.ts'
import { providerSecret } from '../../sealed.ts'
import { listLinksOfProvider } from '../queries/find-link.ts'
import { getProvider } from '../queries/find-provider.ts'
import { requireSoundSettings } from '../require-sound-settings.ts'
import { planLinkEnds, writeProvider } from '../store.ts'

type ChangeProvider = z.output<typeof changeProviderEndpoint.params> &
  z.output<typeof changeProviderEndpoint.body>

const told = ({ clientSecret, ...rest }: ChangeProvider) => ({
  ...rest,
  isSecretChanged: clientSecret !== null,
})

/** The command, for a house that may speak to providers so. */
export const changeProvider = (
  allowed: Allowed,
): Command<ChangeProvider, { id: string; version: number }> => ({
  name: 'sign-on.change-provider',
  permission: 'security.manage',
  auditInput: told,
  fingerprintInput: told,
  async run(context, { id, clientSecret, expectedVersion, ...given }) {
    const { db, adcode, sealer, concerns, announce } = context
    const before = await getProvider(db, adcode, id)
    if (before.version !== expectedVersion) throw SignOnProblem.stale({})
    const settings = requireSoundSettings(given, allowed)
    const isAnother = settings.issuer !== before.settings.issuer
    // Else the secret of one provider would be shown to another.
    if (isAnother && before.keptSecret !== null && clientSecret === null) throw SignOnProblem.secretAnew({})
    const keptSecret =
      clientSecret === null
        ? before.keptSecret
        : sealCell(sealer, providerSecret, { adcode, id }, clientSecret)
    concerns(id)
    writeProvider(context, { id, code: before.code, settings, keptSecret }, before)
    const endedLinks = isAnother ? await listLinksOfProvider(db, adcode, id) : []
    await planLinkEnds(context, endedLinks)
    announce({ name: 'sign-on.provider-changed', subjectId: null })
    const changed = changesBetween(before.settings, settings)
    return { id, version: before.version + 1, endedLinks: endedLinks.length, ...changed }
  },
})
