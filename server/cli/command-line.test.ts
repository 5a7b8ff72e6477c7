import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInstallation, type Installation, type RunningProcess } from './testing.ts'

// An installation of real records: nothing is seeded, so each test says what there is.
/** Processes may have to wait for their turn on a busy machine. */
const longest = 120_000

let installation: Installation
beforeAll(async () => {
  installation = await createInstallation({ JINGWEI_MODE: 'production' })
})
afterAll(() => installation.remove(), longest)

const signIn = (url: string, username: string, password: string) =>
  fetch(`${url}api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })

describe('jingwei without a database', { timeout: longest }, () => {
  it('prints the settings as JSON, with where each comes from, and hides secrets', async () => {
    const environment = { PORT: '8099', DATABASE_URL: 'postgresql://me:secret@nowhere/jingwei' }
    const { code, out, err } = await installation.runHere(['config', '--json'], { environment })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const settings = JSON.parse(out) as { name: string; value: unknown; from: string }[]
    expect(settings.find((it) => it.name === 'PORT')).toMatchObject({ value: 8099, from: 'environment' })
    expect(settings.find((it) => it.name === 'HOST')).toMatchObject({ from: 'environment' })
    expect(settings.find((it) => it.name === 'JINGWEI_ADCODE')).toMatchObject({
      value: '530127',
      from: 'default',
    })
    expect(out).not.toContain('secret@')
  })

  it.each([
    [['config', '--lang', 'zh'], { PORT: 'x' }, '设置 PORT 无效'],
    [['config'], { PORT: 'x' }, 'The setting PORT is not valid'],
    [['config'], { JINGWEI_CONFIG: '/nowhere.json' }, 'The settings file /nowhere.json cannot be read'],
    [['nonsense'], {}, 'There is no command "nonsense"'],
    [['user', 'add'], {}, 'The argument "username" is missing'],
    [['migrate', '--nonsense', '--lang=zh'], {}, '没有选项“--nonsense”'],
    [['migrate'], { DATABASE_URL: 'postgresql://127.0.0.1:1/none' }, 'cannot be reached'],
  ])('%j with %j ends with 2 and a sentence', async (args, environment, sentence) => {
    const { code, out, err } = await installation.runHere(args, {
      environment: environment as Record<string, string>,
    })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  })

  it('lists every command in its help, and what it ends with', async () => {
    const { code, out } = await installation.runHere(['--help'])
    expect(code).toBe(0)
    for (const name of ['start', 'config', 'migrate', 'user', 'demo'])
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
    expect(out).toMatch(/^ {2}3 {2}/m)
  })
})

describe('jingwei on a data folder of its own', { timeout: longest }, () => {
  it('migrates once', async () => {
    const first = await installation.run(['migrate', '--json'])
    expect({ code: first.code, applied: JSON.parse(first.out).applied.length > 2 }).toEqual({
      code: 0,
      applied: true,
    })
    const second = await installation.run(['migrate', '--json'])
    expect(second).toMatchObject({ code: 0, out: '{"applied":[]}\n', err: '' })
  })

  it('adds accounts with a password of their own, and lists and disables them', async () => {
    const added = await installation.runHere([
      'user',
      'add',
      'wang',
      '--post',
      'acceptor,shift_leader',
      '--json',
    ])
    expect(added.code).toBe(0)
    expect(JSON.parse(added.out)).toMatchObject({
      username: 'wang',
      password: expect.stringMatching(/^\S{19}$/),
    })
    const again = await installation.runHere(['user', 'add', 'wang', '--post', 'acceptor'])
    expect(again).toMatchObject({ code: 2, out: '', err: 'The user name is taken.\n' })
    const wrong = await installation.runHere(['user', 'add', 'li', '--post', 'king'])
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('posts.0')
    const list = async () =>
      JSON.parse((await installation.runHere(['user', 'list', '--json'])).out) as unknown[]
    expect(await list()).toMatchObject([
      { username: 'wang', posts: ['acceptor', 'shift_leader'], disabledAt: null },
    ])
    const reset = await installation.runHere(['user', 'password', 'wang', '--json'])
    expect(JSON.parse(reset.out)).toMatchObject({
      username: 'wang',
      password: expect.stringMatching(/^\S{19}$/),
    })
    const short = await installation.runHere(['user', 'password', 'wang', '--password-file', '/dev/null'])
    expect({ code: short.code, err: short.err }).toEqual({
      code: 2,
      err: expect.stringContaining('password'),
    })
    expect((await installation.runHere(['user', 'disable', 'wang'])).code).toBe(0)
    expect(await list()).toMatchObject([{ username: 'wang', disabledAt: expect.any(String) }])
    expect(await installation.runHere(['user', 'disable', 'nobody'])).toMatchObject({ code: 2 })
  })

  it('lists, changes and retires the keys, and tells no secret', async () => {
    type Listed = { keys: { id: string; profile: string; state: string; sealed: number }[]; open: number }
    const list = async (): Promise<Listed> =>
      JSON.parse((await installation.runHere(['keys', 'list', '--json'])).out) as Listed
    const before = await list()
    expect(before).toMatchObject({ keys: [{ profile: 'aes', state: 'current', sealed: 0 }], open: 0 })
    const [old] = before.keys
    const rotated = await installation.runHere(['keys', 'rotate', '--ciphers', 'sm', '--json'])
    const { keyId } = JSON.parse(rotated.out) as { keyId: string }
    expect((await list()).keys).toMatchObject([
      { id: old?.id, state: 'opens' },
      { id: keyId, profile: 'sm', state: 'current' },
    ])
    const refused = await installation.runHere(['keys', 'retire', keyId])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('the one that seals') })
    expect((await installation.runHere(['keys', 'seal', '--json'])).out).toBe('{"sealed":0}\n')
    expect((await installation.runHere(['keys', 'retire', old?.id ?? ''])).code).toBe(0)
    expect((await list()).keys.map((it) => it.state)).toEqual(['retired', 'current'])
    const ring = JSON.parse(
      await readFile(join(installation.dataFolder, 'secrets', 'key-ring.json'), 'utf8'),
    ) as { keys: { key: string }[] }
    const shown = await installation.runHere(['keys', 'list'])
    expect(shown.out).toContain(keyId)
    for (const { key } of ring.keys) expect(shown.out).not.toContain(key)
    const elsewhere = { JINGWEI_KEY_RING: join(installation.dataFolder, 'none.json') }
    expect(await installation.runHere(['keys', 'list'], { environment: elsewhere })).toMatchObject({
      code: 2,
      err: expect.stringContaining('none.json'),
    })
  })

  it('knows no demonstration accounts in production', async () => {
    expect(await installation.runHere(['demo', 'accounts', '--json'])).toMatchObject({ code: 2, out: '' })
    const environment = { JINGWEI_MODE: 'demonstration' }
    const elsewhere = await installation.runHere(['demo', 'accounts', '--json'], { environment })
    expect(elsewhere).toMatchObject({ code: 2, out: '' })
    expect(elsewhere.err).toContain('530127 is no demonstration county')
  })
})

describe('a running server', { timeout: longest }, () => {
  let server: RunningProcess
  beforeAll(async () => {
    server = await installation.start()
  }, longest)

  it('is ready, and its county is no demonstration', async () => {
    expect((await fetch(`${server.url}readyz`)).status).toBe(200)
    const about = await (await fetch(`${server.url}api/about`)).json()
    expect(about).toMatchObject({ demonstration: false, adcode: '530127' })
  })

  it('shares its database with the command line', async () => {
    const input = 'Correct horse battery 9\n'
    const added = await installation.run(
      ['user', 'add', 'zhao', '--post', 'dispatcher', '--password-file', '-'],
      { input },
    )
    expect(added).toMatchObject({ code: 0, out: 'The account zhao was added.\n', err: '' })
    expect((await signIn(server.url, 'zhao', 'Correct horse battery 9')).status).toBe(200)
    await installation.run(['user', 'disable', 'zhao'])
    expect((await signIn(server.url, 'zhao', 'Correct horse battery 9')).status).toBe(401)
  })

  it('refuses a second server on its folder', async () => {
    const second = await installation.run(['start'])
    expect(second).toMatchObject({ code: 2, out: '' })
    expect(second.err).toContain(`in use by process ${server.pid}`)
  })

  it('keeps its port', async () => {
    const other = await createInstallation({ PORT: new URL(server.url).port, JINGWEI_MODE: 'production' })
    const second = await other.run(['start'])
    await other.remove()
    expect(second).toMatchObject({ code: 2, out: '' })
    expect(second.err).toContain(`Port ${new URL(server.url).port} on 127.0.0.1 is in use`)
  })

  it('ends in good order when told to: tells live screens, and cuts off those who dawdle', async () => {
    const input = 'Correct horse battery 9'
    await installation.run(['user', 'add', 'qian', '--post', 'dispatcher', '--password-file', '-'], { input })
    const { token } = (await (await signIn(server.url, 'qian', input)).json()) as { token: string }
    const live = await fetch(`${server.url}api/live`, { headers: { authorization: `Bearer ${token}` } })
    const dawdler = await dawdleAt(server.url)
    server.kill('SIGTERM')
    expect(await live.text()).toContain('event: closing')
    // A house that does not close within ten seconds ends itself, and not with 0.
    const { code, err } = await server.ended
    expect({ code, last: err.trim().split('\n').at(-1) }).toEqual({ code: 0, last: 'Stopped.' })
    dawdler.destroy()
    // What it owned is free again: the command line owns the folder now, and finds what was written.
    const list = await installation.run(['user', 'list', '--json'])
    expect(JSON.parse(list.out)).toHaveLength(3)
  })
})

/** Begins a request and never ends it. */
async function dawdleAt(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {}) // Cut off, as meant.
  await new Promise((resolve) => socket.once('connect', resolve))
  const head =
    'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{'
  await new Promise((resolve) => socket.write(head, resolve))
  return socket
}
