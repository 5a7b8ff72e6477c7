/**
 * What becomes of somebody who comes back from a provider. The provider says who it is; whether there is an account, whether
 * it may be entered, and whether a code is still asked for, the house decides as at its own door.
 */
import type { z } from 'zod'
import {
  type Claims,
  countsAsSecondFactor,
  matchedName,
  mayBeLinkedByOthers,
} from '#domain/identity/sign-on.ts'
import type { finishSignOnEndpoint } from '#domain/identity/sign-on-contract.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import { Problem } from '#domain/problem.ts'
import { systemActor } from '#platform/actor.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { askForCode } from '../ask-for-code.ts'
import { findDeviceHash } from '../device.ts'
import { agentOf, callerOf, type RightSignIn, surveyWait } from '../password-check.ts'
import { getPerson } from '../queries/find-person.ts'
import { findSignInOf } from '../queries/find-sign-in.ts'
import { findAccount } from '../queries/list-accounts.ts'
import { type SessionSettings, startSession } from '../session-door.ts'
import { hashToken } from '../session-token.ts'
import { linkMatchingAccount, linkOwnAccount } from './commands/link-account.ts'
import { refuseSignOn, type SignOnRefusal } from './commands/refuse-sign-on.ts'
import { takeUpSignOn } from './commands/take-up-sign-on.ts'
import { type Flow, takeFlow } from './flow.ts'
import { isAway, type ProviderClients, reasonOf, redeemAnswer, unavailable } from './provider-clients.ts'
import { findLink, findLinkOfSubject, type Link } from './queries/find-link.ts'
import { getProviderInUse, type Provider } from './queries/find-provider.ts'

type Finished = z.input<typeof finishSignOnEndpoint.reply>
type Input = z.output<typeof finishSignOnEndpoint.params> & z.output<typeof finishSignOnEndpoint.body>
type Known = Claims & { readonly sub: string }
type About = {
  readonly subject?: string
  readonly personId?: string
  readonly detail?: string | undefined
  /** What the person is told; the same for everything that concerns accounts. */
  readonly told?: Error
}

/** Takes what the provider sent back, once. */
export async function finishSignOn(
  settings: SessionSettings,
  clients: ProviderClients,
  context: HandlerContext,
  { code, answer }: Input,
): Promise<Finished> {
  const { act, actor, db, request, requestId } = context
  const flow = takeFlow(context, code)
  const given = new URLSearchParams(answer)
  if (given.getAll('state').join() !== flow.state) throw SignOnProblem.over({})
  const provider = await getProviderInUse(db, code)
  const taken = { flowHash: hashToken(flow.state), code, address: request.ip }
  await act(systemActor(provider.adcode), takeUpSignOn, taken)
  const claims = await hear(clients, context, provider, flow, given)
  if (flow.personId === null) return enter(settings, context, provider, flow, claims)
  // The session that began it may have ended meanwhile, or be another's.
  if (actor.id !== flow.personId) throw SignOnProblem.over({})
  await act(actor, linkOwnAccount, { id: provider.id, subject: claims.sub }, { requestId })
  return { to: flow.to, session: null }
}

/** Keeps why somebody was not let in, and tells them less. */
async function refuse(
  { act, request }: HandlerContext,
  { adcode, code }: Provider,
  reason: SignOnRefusal,
  { subject, personId, detail, told = SignOnProblem.refused({}) }: About,
): Promise<never> {
  await act(systemActor(adcode), refuseSignOn, {
    code,
    reason,
    detail,
    subject: subject ?? null,
    personId: personId ?? null,
    address: request.ip,
    userAgent: agentOf(request),
  })
  throw told
}

/** What the provider says of somebody, checked; throws `sign-on.declined`, `sign-on.unavailable`, `sign-on.answer-wrong`. */
async function hear(
  clients: ProviderClients,
  context: HandlerContext,
  provider: Provider,
  flow: Flow,
  given: URLSearchParams,
): Promise<Known> {
  const error = given.get('error')
  if (error !== null)
    return refuse(context, provider, 'declined', {
      detail: error.slice(0, 100),
      told: SignOnProblem.declined({}),
    })
  const configuration = await clients.ask(provider, context)
  try {
    return await redeemAnswer(configuration, provider, flow, given)
  } catch (failure) {
    const detail = reasonOf(failure)
    context.request.log.warn(
      { provider: provider.code, reason: detail },
      'an answer of a provider was refused',
    )
    return isAway(failure)
      ? refuse(context, provider, 'unavailable', { detail, told: unavailable(provider) })
      : refuse(context, provider, 'answer-wrong', { detail, told: SignOnProblem.answerWrong({}) })
  }
}

/** Lets somebody in whom the provider knows, or asks for the code of their second factor. */
async function enter(
  settings: SessionSettings,
  context: HandlerContext,
  provider: Provider,
  flow: Flow,
  claims: Known,
): Promise<Finished> {
  const { db, sealer, request } = context
  const { adcode } = provider
  const subject = claims.sub
  const link =
    (await findLinkOfSubject(db, sealer, provider, subject)) ??
    (await linkByClaim(context, provider, claims)) ??
    (await refuse(context, provider, 'unlinked', { subject }))
  const { personId } = link
  const no = (reason: SignOnRefusal) => refuse(context, provider, reason, { subject, personId })
  const deviceHash = findDeviceHash(request)
  const account = (await findSignInOf(db, adcode, personId, deviceHash)) ?? (await no('closed'))
  if (settings.isProduction && account.isDemonstration) return no('demonstration')
  const { posts } = await getPerson(db, adcode, personId)
  if (link.linkedBy !== 'self' && !mayBeLinkedByOthers(posts)) return no('administrator')
  const caller = callerOf(request, account.username, account, deviceHash)
  const { seconds, hasFailed } = await surveyWait(context, caller)
  if (seconds) return no('waits')
  const right: RightSignIn = { ...account, hasFailed, caller }
  const hasFactor = countsAsSecondFactor(claims, provider.settings.factorValues)
  if (account.hasSecondFactor && !hasFactor)
    return askForCode(context, right, { linkId: link.id, to: flow.to })
  const { token: _, ...session } = await startSession(settings, context, right, {
    signOn: { linkId: link.id, hasFactor },
  })
  return { to: flow.to, session }
}

/** Links the account whose user name the provider tells, where the county has allowed it and nothing stands against it. */
async function linkByClaim(
  { act, db }: HandlerContext,
  provider: Provider,
  claims: Known,
): Promise<Link | undefined> {
  const { adcode, id, settings } = provider
  const name = matchedName(claims, settings.matchClaim)
  const account = name === undefined ? undefined : await findAccount(db, adcode, name)
  if (!account || account.disabledAt) return undefined
  try {
    const input = { id, personId: account.id, subject: claims.sub }
    const made = await act(systemActor(adcode, account.name), linkMatchingAccount, input)
    return await findLink(db, adcode, made.id)
  } catch (error) {
    // It administers, or is linked with somebody else: to whoever comes it is as if there were none.
    if (error instanceof Problem && error.code.startsWith('sign-on.')) return undefined
    throw error
  }
}
