import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postCodes } from '#domain/identity/post.ts'
import { createInstallation, type Installation, type RunningProcess } from './testing.ts'

type Account = { username: string; password: string; post: string }

/** Processes may have to wait for their turn on a busy machine. */
const longest = 240_000

let installation: Installation
let server: RunningProcess
beforeAll(async () => {
  installation = await createInstallation()
  // The first start is killed in the middle of the seeding; the next one must go on with it.
  const told = installation.start().then(
    () => 'started',
    (error: Error) => error.message,
  )
  await installation.saidBy((it) => it.err.includes('accounts: '))
  installation.killAll()
  expect(await told).toContain('the server ended with null')
  server = await installation.start()
}, longest)
afterAll(() => installation.remove(), longest)

const accounts = async (): Promise<Account[]> =>
  JSON.parse((await installation.run(['demo', 'accounts', '--json'])).out)

async function signIn(it: Account) {
  const reply = await fetch(`${server.url}api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: it.username, password: it.password }),
  })
  return {
    status: reply.status,
    body: (await reply.json()) as {
      posts?: { code: string }[]
      token?: string
      demonstration?: boolean
      organisation?: { id: string }
    },
  }
}

describe('the first start on an empty data folder', { timeout: longest }, () => {
  it('lists its accounts as user name, password and post, the one of each post first', async () => {
    const listed = await accounts()
    for (const it of listed) expect(Object.keys(it)).toEqual(['username', 'password', 'post'])
    expect(listed.slice(0, postCodes.length).map((it) => it.post)).toEqual([...postCodes])
    expect(new Set(listed.map((it) => it.password)).size).toBe(listed.length)
  })

  it('lets each of them sign in, and says that it is a demonstration', async () => {
    for (const it of (await accounts()).slice(0, 20)) {
      const { status, body } = await signIn(it)
      expect({
        status,
        posts: body.posts?.map((post) => post.code),
        demonstration: body.demonstration,
      }).toEqual({
        status: 200,
        posts: [it.post],
        demonstration: true,
      })
    }
    expect(await (await fetch(`${server.url}api/about`)).json()).toMatchObject({ demonstration: true })
  })

  it('has a responsible unit for every class in every community, and a log that replays', async () => {
    const admin = (await accounts()).find((it) => it.username === 'data_admin')
    const token = admin && (await signIn(admin)).body.token
    const reply = await fetch(`${server.url}api/responsibility/coverage`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { pairs, covered, gaps } = (await reply.json()) as {
      pairs: number
      covered: number
      gaps: unknown[]
    }
    expect(pairs).toBeGreaterThan(20_000)
    expect({ covered, gaps }).toEqual({ covered: pairs, gaps: [] })
    const verified = await installation.run(['verify', '--json'])
    expect(verified.code).toBe(0)
    const { cases, differences } = JSON.parse(verified.out) as { cases: number; differences: unknown[] }
    expect(cases).toBeGreaterThanOrEqual(1_000)
    expect(differences).toEqual([])
  })

  it('puts unit and handler into one organisation', async () => {
    const listed = await accounts()
    const organisationOf = async (name: string) => {
      const account = listed.find((it) => it.username === name)
      return account && (await signIn(account)).body.organisation?.id
    }
    expect(await organisationOf('unit')).toBeTypeOf('string')
    expect(await organisationOf('handler')).toBe(await organisationOf('unit'))
  })

  it('prints the accounts when it has started', async () => {
    const [first] = await accounts()
    // Ctrl-C arrives twice: from the terminal, and passed on by whoever started the server.
    server.kill('SIGINT')
    server.kill('SIGINT')
    const { code, out } = await server.ended
    expect(code).toBe(0)
    expect(out).toContain('demonstration county')
    expect(out).toContain(`${first?.username}     `)
    expect(out).toContain(first?.password)
  })

  it('keeps the passwords at the next start, and refuses the accounts in production', async () => {
    const before = await accounts()
    server = await installation.start({ JINGWEI_MODE: 'production' })
    const [first] = before
    const refused = first && (await signIn(first))
    expect(refused).toMatchObject({ status: 403, body: { code: 'session.demonstration-refused' } })
    expect(await accounts()).toEqual(before)
    server.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
  })
})
