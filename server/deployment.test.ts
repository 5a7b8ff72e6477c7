/**
 * What an installation is set up with, on the real programs where this machine has them: systemd's own examination of the
 * units, and nginx with its example before a living house, through which a person signs in, looks at tiles and is told of
 * what happens at once.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request as askPlain, type IncomingMessage } from 'node:http'
import { request as ask } from 'node:https'
import { type AddressInfo, createServer as createProbe } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createServer } from '#platform/http/create-server.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from './testing/test-county.ts'
import { makeMbtiles, plainPicture, tileAt, tilesAround } from './testing/tile-files.ts'

const root = join(import.meta.dirname, '..')
const deploy = join(root, 'deploy')
const has = (program: string): boolean => spawnSync('which', [program], { stdio: 'ignore' }).status === 0

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-deploy-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// Skipped where systemd's tools are not installed (a container without it); Debian has them.
describe.skipIf(!has('systemd-analyze'))('the units of systemd', () => {
  it('are understood, and name programs that are there', async () => {
    const release = join(folder, 'current')
    const node = join(release, 'node', 'bin', 'node')
    await mkdir(join(release, 'node', 'bin'), { recursive: true })
    await writeFile(node, '#!/bin/sh\n')
    await chmod(node, 0o755)
    const units = join(folder, 'units')
    await cp(join(deploy, 'systemd'), units, { recursive: true })
    for (const name of await readdir(units)) {
      const text = await readFile(join(units, name), 'utf8')
      await writeFile(join(units, name), text.replaceAll('/opt/jingwei/current', release))
    }
    for (const name of ['jingwei.service', 'jingwei-doctor.service', 'jingwei-doctor.timer']) {
      const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(units, name)], {
        encoding: 'utf8',
      })
      expect(
        `${stdout}${stderr}`.split('\n').filter((it) => it.includes('jingwei')),
        name,
      ).toEqual([])
    }
  })

  it.each(['jingwei.service', 'jingwei-doctor.service'])('%s is exposed no more than 2 of 10', (name) => {
    const unit = join(deploy, 'systemd', name)
    const said = spawnSync('systemd-analyze', ['security', '--offline=yes', '--no-pager', unit], {
      encoding: 'utf8',
    })
    const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(said.stdout) ?? []
    expect(Number(exposure), said.stdout).toBeLessThanOrEqual(2)
  })
})

// There is no engine of containers here, so the file is read, not built.
describe('the container file', () => {
  it('has every instruction once in its place, runs as nobody special, and fetches nothing', async () => {
    const text = await readFile(join(deploy, 'container', 'Containerfile'), 'utf8')
    const instructions = text
      .replace(/\\\n/g, ' ')
      .split('\n')
      .filter((it) => it.trim() && !it.startsWith('#'))
    const names = instructions.map((it) => it.trim().split(' ')[0])
    const known = 'FROM RUN COPY ENV WORKDIR USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK CMD ENTRYPOINT'.split(
      ' ',
    )
    expect(names[0]).toBe('FROM')
    expect(names.filter((it) => !known.includes(it ?? ''))).toEqual([])
    expect(names.filter((it) => it === 'ENTRYPOINT' || it === 'CMD')).toEqual(['ENTRYPOINT', 'CMD'])
    expect(instructions).toContain('USER jingwei')
    expect(instructions).toContain('STOPSIGNAL SIGTERM')
    expect(
      text
        .split('\n')
        .filter((it) => !it.startsWith('#'))
        .join('\n'),
    ).not.toMatch(/curl|wget|npm |apt|https:/)
    for (const line of instructions.filter((it) => /^(ENTRYPOINT|CMD)/.test(it)))
      expect(() => JSON.parse(line.slice(line.indexOf('['))), line).not.toThrow()
  })
})

describe('the scripts of the bundle', () => {
  it.each(['install.sh', 'switch-release.sh'])('%s is a script that the shell understands', (name) => {
    expect(spawnSync('sh', ['-n', join(deploy, 'bundle', name)], { encoding: 'utf8' }).stderr).toBe('')
  })
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createProbe()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

// Skipped where nginx is not installed; npm test installs it on Debian.
describe.skipIf(!has('nginx'))('nginx before the house', () => {
  let county: TestCounty
  let app: FastifyInstance
  let nginx: ChildProcess
  let secure: number
  let plain: number
  const seen: { ip: string; protocol: string; forwarded: unknown; path: string }[] = []

  const call = (
    path: string,
    {
      method = 'GET',
      headers = {},
      body,
    }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: secure, path, method, headers, rejectUnauthorized: false }
      const asked = ask(options, (reply) => {
        let text = ''
        reply.setEncoding('utf8').on('data', (chunk) => {
          text += chunk
        })
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }))
      })
      asked.on('error', reject)
      asked.end(body)
    })

  beforeAll(async () => {
    county = await openTestCounty()
    app = await createServer({
      house: county,
      findActor: county.findSession,
      version: 'test',
      isDemonstration: false,
      adcode: '530127',
      trustedProxies: '127.0.0.1',
    })
    app.addHook('onRequest', async ({ ip, protocol, headers, url }) => {
      seen.push({ ip, protocol, forwarded: headers['forwarded'], path: url })
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    county.relay.start()
    ;[secure, plain] = [await freePort(), await freePort()]
    const files = join(folder, 'nginx')
    await mkdir(join(files, 'cache'), { recursive: true })
    const [key, cert] = [join(files, 'privkey.pem'), join(files, 'fullchain.pem')]
    const curve = ['-pkeyopt', 'ec_paramgen_curve:P-256', '-days', '2', '-subj', '/CN=desk.example.gov.cn']
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-nodes', '-keyout', key, '-out', cert, ...curve],
      {
        stdio: 'ignore',
      },
    )
    const example = await readFile(join(deploy, 'nginx', 'jingwei.conf'), 'utf8')
    const ours = example
      .replace('listen 80;', `listen 127.0.0.1:${plain};`)
      .replace('listen 443 ssl http2;', `listen 127.0.0.1:${secure} ssl http2;`)
      .replace('127.0.0.1:8080', `127.0.0.1:${(app.server.address() as AddressInfo).port}`)
      .replaceAll('/etc/nginx/jingwei', files)
      .replace('/var/cache/nginx/jingwei', join(files, 'cache'))
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    await writeFile(
      join(files, 'nginx.conf'),
      `${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off;\npid ${files}/nginx.pid;\nerror_log ${files}/error.log;
events {}\nhttp {\naccess_log off;\n${kinds.map((it) => `${it}_temp_path ${files}/${it};`).join('\n')}\n${ours}\n}\n`,
    )
    const checked = spawnSync('nginx', ['-t', '-c', join(files, 'nginx.conf')], { encoding: 'utf8' })
    expect(checked.status, checked.stderr).toBe(0)
    nginx = spawn('nginx', ['-c', join(files, 'nginx.conf')], { stdio: 'ignore' })
    await vi.waitFor(async () => expect((await call('/healthz')).status).toBe(200), { timeout: 20_000 })
  })
  afterAll(async () => {
    nginx?.kill('SIGTERM')
    await app?.close()
    await county?.close()
  })

  it('leads from HTTP to HTTPS', async () => {
    const reply = await new Promise<IncomingMessage>((resolve) =>
      askPlain(
        { host: '127.0.0.1', port: plain, path: '/desk/?a=1', headers: { host: 'desk.example.gov.cn' } },
        resolve,
      ).end(),
    )
    expect([reply.statusCode, reply.headers.location]).toEqual([308, 'https://desk.example.gov.cn/desk/?a=1'])
    reply.resume()
  })

  it('hands on the caller and that it was HTTPS, whatever the caller claims', async () => {
    await call('/api/about', { headers: { 'x-forwarded-for': '10.9.9.9', forwarded: 'for=10.9.9.9' } })
    expect(seen.findLast((it) => it.path === '/api/about')).toEqual({
      ip: '127.0.0.1',
      protocol: 'https',
      forwarded: undefined,
      path: '/api/about',
    })
  })

  it('signs a person in with a cookie that demands HTTPS, and acts for them', async () => {
    await county.as({ username: 'at-the-door', posts: ['acceptor'] })
    const body = JSON.stringify({ username: 'at-the-door', password: 'a password for tests' })
    const headers = { 'content-type': 'application/json' }
    const { status, headers: answered } = await call('/api/session', { method: 'POST', headers, body })
    expect(status).toBe(200)
    expect(String(answered['set-cookie'])).toMatch(/HttpOnly.*Secure|Secure.*HttpOnly/)
  })

  it('hides figures and readiness from the network of the desks', async () => {
    for (const path of ['/metrics', '/readyz']) expect((await call(path)).status, path).toBe(404)
  })

  it('lets a live push through at once', async () => {
    const heard: string[] = []
    const headers = { authorization: `Bearer ${county.shiftLeader.token}`, 'accept-encoding': 'gzip' }
    const stream = await new Promise<IncomingMessage>((resolve) =>
      ask(
        { host: '127.0.0.1', port: secure, path: '/api/live', headers, rejectUnauthorized: false },
        resolve,
      ).end(),
    )
    expect(stream.headers['content-type']).toContain('text/event-stream')
    expect(stream.headers['content-encoding']).toBeUndefined()
    stream.setEncoding('utf8').on('data', (chunk: string) => heard.push(chunk))
    await vi.waitFor(() => expect(heard.join('')).toContain('retry:'), { timeout: 20_000 })
    const before = heard.length
    await county.collector.post('/api/reports', await county.lampReport())
    await vi.waitFor(() => expect(heard.slice(before).join('')).toContain('event: announcement'), {
      timeout: 20_000,
    })
    stream.destroy()
  })

  it('keeps tiles that everybody may see, asks each time who looks, and keeps no others', async () => {
    const file = join(folder, 'paper.mbtiles')
    const place = tinyMiddle(2, 2)
    const { z, x, y } = tileAt(place, 14)
    const picture = await plainPicture([200, 210, 190])
    makeMbtiles(file, tilesAround(place, [14], picture), { name: 'paper', format: 'png' })
    const keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
    const tileOf = async (visibleTo: string[]): Promise<string> => {
      const brought = await bring(keeper.token, file)
      const { body } = await keeper.post('/api/basemaps', {
        name: `纸图${visibleTo.length}`,
        source: { kind: 'file', fileId: brought },
        key: null,
        datum: 'cgcs2000',
        minZoom: 14,
        maxZoom: 14,
        opacity: 1,
        isGrey: false,
        attribution: '测绘院',
        reviewNumber: 'GS（2024）0650号',
        noReviewReason: null,
        visibleTo,
      })
      return `/api/basemaps/${String(body['id'])}/${z}/${x}/${y}`
    }
    const look = (path: string, token?: string) =>
      call(path, token ? { headers: { authorization: `Bearer ${token}` } } : {}).then((it) => [
        it.status,
        it.headers['x-tile-cache'],
      ])
    const open = await tileOf([])
    expect(await look(open, county.acceptor.token)).toEqual([200, 'MISS'])
    expect(await look(open, county.dispatcher.token)).toEqual([200, 'HIT'])
    expect(await look(open)).toEqual([401, undefined])
    const closed = await tileOf(['data_admin'])
    expect(await look(closed, keeper.token)).toEqual([200, 'MISS'])
    expect(await look(closed, keeper.token)).toEqual([200, 'MISS'])
    expect((await look(closed, county.acceptor.token))[0]).toBe(404)
  })

  it('says that the server is away, and does not hang, while it restarts', async () => {
    await app.close()
    expect((await call('/api/about')).status).toBe(502)
  })

  async function bring(token: string, file: string): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([await readFile(file)]), 'paper.mbtiles')
    const encoded = new Response(form)
    const reply = await county.app.inject({
      method: 'POST',
      url: '/api/basemap-files',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': encoded.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
    return String(reply.json<Record<string, unknown>>()['id'])
  }
})
