/**
 * The bundle is made, unpacked, checked, installed and started where there is no network but the machine's own loop: in a
 * network namespace of its own. A bundle in which one byte is other is refused, and nothing is changed.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { makeBundle } from '../scripts/bundle.ts'
import { demand, type Trial } from './trial.ts'

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

/** Installs the unpacked bundle and starts it, both without a network; what its visitor saw. */
function installAndVisit(folder: string, unpacked: string, script: string): unknown {
  const prefix = join(folder, 'opt')
  const commands = [
    'ip link set lo up',
    `${unpacked}/install.sh --prefix ${prefix} --no-service`,
    `exec ${prefix}/current/node/bin/node ${script} ${prefix} ${join(folder, 'data')}`,
  ].join(' && ')
  const { status, stdout, stderr } = spawnSync('unshare', ['--net', 'sh', '-c', commands], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    maxBuffer: 2 ** 26,
  })
  demand(status === 0, stderr.slice(-2000))
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

const expected = { outside: 'none', ready: 200, desk: 200, asset: 200, demonstration: true, code: 0 }

export const trial: Trial = {
  numbers: [],
  name: { zh: '无互联网环境安装并启动', en: 'an installation without the internet' },
  run: async ({ say }) => {
    const folder = await mkdtemp(join(tmpdir(), 'jingwei-offline-'))
    try {
      say('making the bundle')
      const archive = await makeBundle(folder)
      execFileSync('tar', ['-xzf', archive, '-C', folder])
      const unpacked = join(folder, basename(archive, '.tar.gz'))
      const sum = await readFile(`${archive}.sha256`, 'utf8')
      demand(/^[0-9a-f]{64} {2}jingwei-.*\.tar\.gz\n$/.test(sum), 'the archive has no checksum')
      await mkdir(join(folder, 'data'))
      const script = join(folder, 'visit.cjs')
      await writeFile(script, visitor)
      say('installing and starting it without a network')
      const seen = installAndVisit(folder, unpacked, script)
      say('changing a byte')
      await appendFile(join(unpacked, 'server', 'main.ts'), '\n')
      const elsewhere = join(folder, 'elsewhere')
      const spoilt = spawnSync(join(unpacked, 'install.sh'), ['--prefix', elsewhere, '--no-service'], {
        encoding: 'utf8',
      })
      const isRefused =
        spoilt.status === 2 && /bundle is damaged/.test(spoilt.stderr) && !existsSync(elsewhere)
      const megabytes = Math.round((await stat(archive)).size / 1_048_576)
      return {
        ok: isDeepStrictEqual(seen, expected) && isRefused,
        facts: { megabytes, seen: JSON.stringify(seen), 'changed byte refused': isRefused },
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
