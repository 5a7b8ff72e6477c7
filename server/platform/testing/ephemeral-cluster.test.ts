import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findPostmasterPid } from '../database/embedded/cluster.ts'
import { findHome } from '../database/embedded/home.ts'
import { markOf } from '../database/embedded/processes.ts'
import { startEphemeralCluster } from './ephemeral-cluster.ts'

const folderOf = (url: string): string =>
  decodeURIComponent(/@(.+?):\d+\//.exec(url)?.[1] ?? '').split('/postgres/')[0] ?? ''

it('leaves no process and no folder, also for a test run that was killed', async () => {
  const killed = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { startEphemeralCluster } = await import(${JSON.stringify(join(import.meta.dirname, 'ephemeral-cluster.ts'))})
       console.log((await startEphemeralCluster()).url); setInterval(() => {}, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = (await once(killed.stdout, 'data')) as [Buffer]
  const abandoned = folderOf(line.toString())
  const server = (await findPostmasterPid(await findHome(abandoned))) ?? 0
  killed.kill('SIGKILL')
  await once(killed, 'close')
  expect(markOf(server)).toBeDefined()

  const next = await startEphemeralCluster()
  expect(markOf(server)).toBeUndefined()
  expect(existsSync(abandoned)).toBe(false)
  const folder = folderOf(next.url)
  expect(existsSync(folder)).toBe(true)
  await next.stop()
  expect(existsSync(folder)).toBe(false)
})
