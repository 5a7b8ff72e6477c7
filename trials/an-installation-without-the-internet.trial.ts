/**
 * The bundle is made, unpacked, checked, installed and started where there is no network but the machine's own loop: in a
 * network namespace of its own. A bundle in which one byte is other is refused, and nothing is changed.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeBundle } from '../scripts/bundle.ts'

let folder: string
let archive: string
let unpacked: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-offline-'))
  archive = await makeBundle(folder)
  execFileSync('tar', ['-xzf', archive, '-C', folder])
  unpacked = join(folder, basename(archive, '.tar.gz'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs inside the namespace on the Node.js of the installation; says what it saw as JSON. */
const visitor = `
const { spawn } = require('node:child_process')
const [, , prefix, data] = process.argv
const node = prefix + '/current/node/bin/node'
const env = { PATH: '/usr/bin:/bin', HOME: data, LANG: 'en', JINGWEI_DATA: data, HOST: '127.0.0.1', PORT: '0' }
const server = spawn(node, ['server/main.ts', 'start'], { cwd: prefix + '/current', env })
let out = ''
let err = ''
server.stderr.on('data', (it) => { err += it })
server.stdout.on('data', async (it) => {
  out += it
  const url = /http:\\/\\/\\S+/.exec(out)?.[0]
  if (!url || server.seen) return
  server.seen = true
  const ask = async (path, init) => { const reply = await fetch(url + path, init); return [reply.status, await reply.text()] }
  const outside = await fetch('https://registry.npmjs.org/').then(() => 'reached', () => 'none')
  const [ready] = await ask('readyz')
  const [desk, page] = await ask('desk/', { headers: { accept: 'text/html' } })
  const script = /src="\\/(desk\\/assets\\/[^"]+)"/.exec(page)?.[1] ?? 'none'
  const [asset] = await ask(script)
  const about = JSON.parse((await ask('api/about'))[1])
  server.kill('SIGTERM')
  server.once('exit', (code) => { console.log(JSON.stringify({ outside, ready, desk, asset, demonstration: about.demonstration, code })) })
})
server.once('exit', (code) => { if (!server.seen) { console.error(err); process.exit(code || 1) } })
`

it('is installed and runs without any network', { timeout: 900_000 }, async () => {
  const prefix = join(folder, 'opt')
  const data = join(folder, 'data')
  await mkdir(data)
  const script = join(folder, 'visit.cjs')
  await writeFile(script, visitor)
  const commands = [
    'ip link set lo up',
    `${unpacked}/install.sh --prefix ${prefix} --no-service`,
    `exec ${prefix}/current/node/bin/node ${script} ${prefix} ${data}`,
  ].join(' && ')
  const { status, stdout, stderr } = spawnSync('unshare', ['--net', 'sh', '-c', commands], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    maxBuffer: 2 ** 26,
  })
  expect(status, stderr.slice(-2000)).toBe(0)
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    outside: 'none',
    ready: 200,
    desk: 200,
    asset: 200,
    demonstration: true,
    code: 0,
  })
  const megabytes = (await stat(archive)).size / 1_048_576
  process.stdout.write(`bundle: ${megabytes.toFixed(0)} MB\n`)
})

it('refuses a bundle in which a byte was changed', async () => {
  await appendFile(join(unpacked, 'server', 'main.ts'), '\n')
  const prefix = join(folder, 'elsewhere')
  const { status, stderr } = spawnSync(join(unpacked, 'install.sh'), ['--prefix', prefix, '--no-service'], {
    encoding: 'utf8',
  })
  expect([status, /bundle is damaged/.test(stderr)]).toEqual([2, true])
  await expect(stat(prefix)).rejects.toThrow('ENOENT')
})

it('brings a checksum for the archive itself', async () => {
  expect(await readFile(`${archive}.sha256`, 'utf8')).toMatch(/^[0-9a-f]{64} {2}jingwei-.*\.tar\.gz\n$/)
})
