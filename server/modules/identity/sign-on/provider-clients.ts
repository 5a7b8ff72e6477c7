/**
 * Speaks OpenID Connect with providers, by the library `openid-client`: authorization code with PKCE, state and nonce; the
 * signature, issuer, audience, time and nonce of every ID token are checked. A description is read once and remembered for an
 * hour; while one is being read, nobody asks again.
 */
import * as oidc from 'openid-client'
import { type Allowed, type Claims, returnAddressOf } from '#domain/identity/sign-on.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import { steadyMilliseconds } from '#platform/clock.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { openCell } from '#platform/sealing/sealed-column.ts'
import { providerSecret } from '../sealed.ts'
import { algorithmOf, fitsAccessToken } from './access-token-hash.ts'
import type { Flow } from './flow.ts'
import { guardedFetch } from './guarded-fetch.ts'
import type { Provider } from './queries/find-provider.ts'

type Asker = Pick<HandlerContext, 'sealer' | 'request'>

export type ProviderClients = Allowed & {
  /** The description of a provider; throws `sign-on.unavailable`. */
  ask(provider: Provider, asker: Asker): Promise<oidc.Configuration>
  /** The same, read anew. */
  askAnew(provider: Provider, asker: Asker): Promise<oidc.Configuration>
}

const timeoutSeconds = 5
const rememberMilliseconds = 3_600_000

/** Makes the clients of one server. */
export function createProviderClients(allowed: Allowed): ProviderClients {
  const remembered = new Map<string, { version: number; until: number; found: Promise<oidc.Configuration> }>()
  const discover = async (provider: Provider, { sealer }: Asker): Promise<oidc.Configuration> => {
    const { issuer, clientId } = provider.settings
    const secret = openCell(sealer, providerSecret, provider, provider.keptSecret)
    const options = {
      timeout: timeoutSeconds,
      [oidc.customFetch]: guardedFetch(allowed),
      execute: allowed.allowsLoopback ? [oidc.allowInsecureRequests] : [],
    }
    const found = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), options)
    const configuration = new oidc.Configuration(
      found.serverMetadata(),
      clientId,
      secret === null ? undefined : { client_secret: secret },
      authenticationOf(found, secret),
    )
    configuration.timeout = timeoutSeconds
    configuration[oidc.customFetch] = guardedFetch(allowed)
    if (allowed.allowsLoopback) oidc.allowInsecureRequests(configuration)
    // Without it the signature of an ID token that came over TLS would be taken on trust.
    oidc.enableNonRepudiationChecks(configuration)
    return configuration
  }
  const ask: ProviderClients['ask'] = async (provider, asker) => {
    const known = remembered.get(provider.id)
    const isFresh = known?.version === provider.version && known.until > steadyMilliseconds()
    const found = isFresh ? known.found : discover(provider, asker)
    if (!isFresh)
      remembered.set(provider.id, {
        version: provider.version,
        until: steadyMilliseconds() + rememberMilliseconds,
        found,
      })
    try {
      return await found
    } catch (error) {
      if (remembered.get(provider.id)?.found === found) remembered.delete(provider.id)
      const about = { provider: provider.code, reason: reasonOf(error) }
      asker.request.log.warn(about, 'a provider cannot be reached')
      throw unavailable(provider)
    }
  }
  const askAnew: ProviderClients['askAnew'] = (provider, asker) => {
    remembered.delete(provider.id)
    return ask(provider, asker)
  }
  return { ...allowed, ask, askAnew }
}

/** The problem of a provider that cannot be reached. */
export const unavailable = ({ settings }: Provider): Error =>
  SignOnProblem.unavailable({ name: { zh: settings.nameZh, en: settings.nameEn } })

/** How the house proves to a provider who it is: as the provider says it takes it, else as the standard says. */
function authenticationOf(found: oidc.Configuration, secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None()
  const taken = found.serverMetadata().token_endpoint_auth_methods_supported
  const takesBasic = taken === undefined || taken.includes('client_secret_basic')
  return takesBasic ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret)
}

/** Where a browser is to go to be asked who it is. */
export async function authorizationAddress(
  configuration: oidc.Configuration,
  { settings, code }: Provider,
  flow: Flow,
): Promise<string> {
  return oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: returnAddressOf(settings.houseUrl, code),
    scope: [...new Set(['openid', ...settings.scopes])].join(' '),
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    // Whoever links an account shows that it is really theirs, and not what somebody left open at this desk.
    ...(flow.personId === null ? {} : { prompt: 'login' }),
  }).href
}

/** What a provider says of somebody, once every check has passed; throws what the library or the net throws. */
export async function redeemAnswer(
  configuration: oidc.Configuration,
  { settings, code }: Provider,
  flow: Flow,
  answer: URLSearchParams,
): Promise<Claims & { readonly sub: string }> {
  const address = new URL(`${returnAddressOf(settings.houseUrl, code)}?${answer.toString()}`)
  const tokens = await oidc.authorizationCodeGrant(configuration, address, {
    pkceCodeVerifier: flow.verifier,
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims || !tokens.id_token) throw new TypeError('no ID token')
  if (!fitsAccessToken(claims['at_hash'], tokens.access_token, algorithmOf(tokens.id_token)))
    throw new oidc.ClientError('at_hash is of another access token')
  if (new URL(claims.iss).href !== settings.issuer) throw new oidc.ClientError('the issuer is another one')
  const { matchClaim } = settings
  const isTold = matchClaim === null || claims[matchClaim] !== undefined
  if (isTold || !configuration.serverMetadata().userinfo_endpoint) return claims
  // Many providers tell names only here; the library holds it to the same subject.
  return { ...(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims }
}

/** Whether a provider was away, and not wrong. */
export function isAway(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true
  if (error instanceof TypeError && error.message === 'fetch failed') return true
  if (cause instanceof Response) return cause.status >= 500
  return cause instanceof Error && isAway(cause)
}

/** What went wrong, as whoever looks after the provider can use it; nothing of a token. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, error: told, cause } = error as { code?: unknown; error?: unknown; cause?: unknown }
  const parts = [error.message, told ?? code, cause instanceof Error ? cause.message : undefined]
  return parts
    .filter((it) => typeof it === 'string')
    .join(': ')
    .slice(0, 300)
}
