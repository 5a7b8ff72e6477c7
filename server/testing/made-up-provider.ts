/**
 * A provider of identities that tells whatever a test wants: the usual token, or one that is wrong in a single way. It stands
 * behind a real address and signs with a real key, so that what refuses it is the house.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export type MadeUpProvider = {
  readonly issuer: string
  /** What the next ID token is made of; by default the usual claims, signed. */
  tell(make: TokenMaker): void
  /** The nonce of the sign-in that is under way, read from where the browser was sent. */
  hear(address: string): void
  /** How often a code was redeemed. */
  readonly redeemed: () => number
  close(): Promise<void>
}

export type TokenMaker = (
  usual: JWTPayload,
  sign: (claims: JWTPayload) => Promise<string>,
) => Promise<string> | string

export const clientOfTests = { id: 'jingwei', secret: 'a secret of the county' }

/** Opens one; `subject` is whom it means. */
export async function openMadeUpProvider(subject: string): Promise<MadeUpProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const key = { ...(await exportJWK(publicKey)), kid: 'made-up', use: 'sig', alg: 'RS256' }
  let nonce = ''
  let redeemed = 0
  let make: TokenMaker = (usual, sign) => sign(usual)
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'made-up' }).sign(privateKey)
  const server = createServer(async (request, response) => {
    const now = Math.floor(Date.now() / 1000)
    const usual = { iss: issuer, aud: clientOfTests.id, sub: subject, nonce, iat: now, exp: now + 300 }
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
        response_types_supported: ['code'],
      }),
      '/keys': () => ({ keys: [key] }),
      '/token': async () => {
        redeemed += 1
        return { access_token: 'opaque', token_type: 'Bearer', id_token: await make(usual, sign) }
      },
    }
    const answer = answers[request.url ?? '']
    response.statusCode = answer ? 200 : 404
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify((await answer?.()) ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    tell: (it) => {
      make = it
    },
    hear: (address) => {
      nonce = new URL(address).searchParams.get('nonce') ?? ''
    },
    redeemed: () => redeemed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
