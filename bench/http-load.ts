/**
 * Load over HTTP by wrk, in a process of its own that takes little of the machine; every request has another request
 * id and, where paths are given, another path.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newId } from '#platform/ids.ts'
import type { Sample } from './measure.ts'

export type Load = {
  readonly url: string
  readonly token: string
  readonly connections: number
  readonly seconds: number
  /** What is posted; without it the paths are asked with GET. */
  readonly body?: object
  /** The path of every request, or the path of each of the next requests, which must be enough for the time. */
  readonly path: string | readonly string[]
}

const run = promisify(execFile)

const script = (token: string, body: object | undefined, pathsFile: string): string => `
local head = [==[${JSON.stringify({ ...body, requestId: '' }).slice(0, -2)}]==]
local headers = { ["authorization"] = "Bearer ${token}", ["content-type"] = "application/json" }
local paths, count = {}, 0
for line in io.lines("${pathsFile}") do paths[#paths + 1] = line end
function request()
  count = count + 1
  local path = paths[#paths == 1 and 1 or count]
  if not path then error("no path is left") end
  if ${body === undefined} then return wrk.format("GET", path, headers) end
  return wrk.format("POST", path, headers, head .. "${newId()}-" .. count .. '"}')
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"micros":%d,"refused":%d,"failed":%d,"p50":%d,"p95":%d,"p99":%d}',
    summary.requests, summary.duration, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
`

type Answer = Record<'requests' | 'micros' | 'refused' | 'failed' | 'p50' | 'p95' | 'p99', number>

/** Drives the load; any answer but 2xx is an error of the benchmark. The sample says how many requests were sent. */
export async function loadHttp(load: Load): Promise<Sample & { requests: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-wrk-'))
  const [scriptFile, pathsFile] = [join(folder, 'load.lua'), join(folder, 'paths')]
  await writeFile(pathsFile, typeof load.path === 'string' ? load.path : load.path.join('\n'))
  await writeFile(scriptFile, script(load.token, load.body, pathsFile))
  const args = [
    '-t',
    '1',
    '-c',
    String(load.connections),
    '-d',
    `${load.seconds}s`,
    // A slow answer is a figure and no failure; wrk gives up after two seconds by itself.
    '--timeout',
    '60s',
    '-s',
    scriptFile,
    load.url,
  ]
  const { stdout } = await run('wrk', args)
  await rm(folder, { recursive: true, force: true })
  const answer = JSON.parse(stdout.slice(stdout.lastIndexOf('{"requests"'))) as Answer
  if (answer.refused || answer.failed)
    throw new Error(`${answer.refused} refused and ${answer.failed} failed of ${answer.requests} requests`)
  const [p50, p95, p99] = [answer.p50 / 1000, answer.p95 / 1000, answer.p99 / 1000]
  return { perSecond: answer.requests / (answer.micros / 1e6), p50, p95, p99, requests: answer.requests }
}
