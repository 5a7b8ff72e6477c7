/** Providers and links as the door, a person and the security administrator see them. */
import type { z } from 'zod'
import { maskSubject, returnAddressOf } from '#domain/identity/sign-on.ts'
import type {
  listLinksEndpoint,
  listOwnLinksEndpoint,
  listProvidersEndpoint,
  listSignOnsEndpoint,
  ProviderButton,
} from '#domain/identity/sign-on-contract.ts'
import type { Query } from '#platform/query.ts'
import { openCell } from '#platform/sealing/sealed-column.ts'
import { linkedSubject } from '../../sealed.ts'
import { countLinks, listLinksOfPerson, listLinksOfProvider } from './find-link.ts'
import { getProvider, listProvidersInUse, listProvidersOf, type Provider } from './find-provider.ts'

type Reply<Endpoint extends { reply: z.ZodType }> = z.input<Endpoint['reply']>

const toButton = ({ code, settings }: Provider): ProviderButton => ({
  code,
  zh: settings.nameZh,
  en: settings.nameEn,
})

export const listSignOns: Query<object, Reply<typeof listSignOnsEndpoint>> = {
  name: 'sign-on.list',
  run: async ({ db }) => ({ providers: (await listProvidersInUse(db)).map(toButton) }),
}

export const listOwnLinks: Query<object, Reply<typeof listOwnLinksEndpoint>> = {
  name: 'sign-on.list-own',
  async run({ db, actor }) {
    const [providers, links] = await Promise.all([
      listProvidersOf(db, actor.adcode),
      listLinksOfPerson(db, actor.adcode, actor.id),
    ])
    return {
      providers: providers.flatMap((provider) => {
        const link = links.find((it) => it.providerId === provider.id)
        if (!link && !provider.settings.isOn) return []
        const { linkedBy = 'self', linkedByName = '', linkedAt } = link ?? {}
        const shown = linkedAt ? { linkedAt: linkedAt.toISOString(), linkedBy, linkedByName } : null
        return [{ ...toButton(provider), link: shown }]
      }),
    }
  },
}

export const listProviders: Query<object, Reply<typeof listProvidersEndpoint>> = {
  name: 'sign-on.list-providers',
  async run({ db, actor }) {
    const [providers, counts] = await Promise.all([
      listProvidersOf(db, actor.adcode),
      countLinks(db, actor.adcode),
    ])
    return {
      providers: providers.map(({ id, code, settings, keptSecret, version }) => ({
        ...settings,
        id,
        code,
        hasSecret: keptSecret !== null,
        returnAddress: returnAddressOf(settings.houseUrl, code),
        links: counts.get(id) ?? 0,
        version,
      })),
    }
  },
}

export const listLinks: Query<{ id: string }, Reply<typeof listLinksEndpoint>> = {
  name: 'sign-on.list-links',
  async run({ db, actor, sealer }, { id }) {
    const { adcode } = actor
    await getProvider(db, adcode, id)
    const links = await listLinksOfProvider(db, adcode, id)
    return {
      links: links.map(({ keptSubject, personId, username, name, linkedAt, ...it }) => ({
        id: it.id,
        person: { id: personId, username, name },
        subject: maskSubject(openCell(sealer, linkedSubject, { adcode, id: it.id }, keptSubject) ?? ''),
        linkedAt: linkedAt.toISOString(),
        linkedBy: it.linkedBy,
        linkedByName: it.linkedByName,
      })),
    }
  },
}
