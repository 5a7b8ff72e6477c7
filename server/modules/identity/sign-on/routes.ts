/** Signing in through providers, over HTTP. */
import {
  beginOwnLinkEndpoint,
  beginSignOnEndpoint,
  changeProviderEndpoint,
  checkProviderEndpoint,
  createLinkEndpoint,
  createProviderEndpoint,
  endLinkEndpoint,
  endOwnLinkEndpoint,
  finishSignOnEndpoint,
  listLinksEndpoint,
  listOwnLinksEndpoint,
  listProvidersEndpoint,
  listSignOnsEndpoint,
} from '#domain/identity/sign-on-contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import type { SessionSettings } from '../session-door.ts'
import { checkProvider } from './check-provider.ts'
import { changeProvider } from './commands/change-provider.ts'
import { createProvider } from './commands/create-provider.ts'
import { endLink, endOwnLink } from './commands/end-link.ts'
import { linkAccount } from './commands/link-account.ts'
import { finishSignOn } from './finish-sign-on.ts'
import { beginOwnLink, beginSignOn } from './leave-for-provider.ts'
import type { ProviderClients } from './provider-clients.ts'
import { listLinks, listOwnLinks, listProviders, listSignOns } from './queries/list-sign-ons.ts'

/** The routes; `clients` speak to the providers. */
export const signOnRoutes = (settings: SessionSettings, clients: ProviderClients): Route[] => [
  answer(listSignOnsEndpoint, listSignOns),
  handle(beginSignOnEndpoint, (context, input) => beginSignOn(clients, context, input)),
  handle(finishSignOnEndpoint, (context, input) => finishSignOn(settings, clients, context, input)),
  answer(listOwnLinksEndpoint, listOwnLinks),
  handle(beginOwnLinkEndpoint, (context, input) => beginOwnLink(clients, context, input)),
  serve(endOwnLinkEndpoint, endOwnLink),
  answer(listProvidersEndpoint, listProviders),
  serve(createProviderEndpoint, createProvider(clients)),
  serve(changeProviderEndpoint, changeProvider(clients)),
  handle(checkProviderEndpoint, (context, input) => checkProvider(clients, context, input)),
  answer(listLinksEndpoint, listLinks),
  serve(createLinkEndpoint, linkAccount),
  serve(endLinkEndpoint, endLink),
]
