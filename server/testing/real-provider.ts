/** A certified provider of identities (`oidc-provider`) as an HTTP server, where anybody may sign in under any name. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { clientOfTests } from './made-up-provider.ts'

export type RealProvider = {
  readonly issuer: string
  close(): Promise<void>
}

/** Opens one that sends people back to `returnAddress`. */
export async function openRealProvider(returnAddress: string): Promise<RealProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Another site than a house at 127.0.0.1, as a browser sees it.
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientOfTests.id,
        client_secret: clientOfTests.secret,
        redirect_uris: [returnAddress],
        post_logout_redirect_uris: [`${new URL(returnAddress).origin}/desk/sign-in`],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id }),
    }),
    cookies: { keys: ['of a test'] },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 300,
      Interaction: 600,
      Session: 3600,
    },
  })
  server.on('request', provider.callback())
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Goes to a provider as a browser does, signs in there as `name`, agrees, and gives the address it is sent back to. */
export async function signInAtProvider(address: string, name: string): Promise<string> {
  const { origin } = new URL(address)
  const cookies = new Map<string, string>()
  let next = address
  let form: URLSearchParams | undefined
  for (let step = 0; step < 12; step += 1) {
    if (!next.startsWith(`${origin}/`)) return next
    const reply = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    form = undefined
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (pair.slice(at + 1)) cookies.set(pair.slice(0, at), pair.slice(at + 1))
      else cookies.delete(pair.slice(0, at))
    }
    const location = reply.headers.get('location')
    if (location) {
      next = new URL(location, next).href
      continue
    }
    const page = await reply.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (!prompt) throw new Error(`an unexpected page of the provider: ${reply.status} ${page.slice(0, 300)}`)
    form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login: name, password: 'any' } : {}) })
  }
  throw new Error('the provider did not send back')
}
