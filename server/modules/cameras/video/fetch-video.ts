/**
 * Fetches what a registered camera shows, and nothing else: redirects and parts stay on the registered host, and addresses
 * of this machine or of the link are refused as they are connected to, so that a name cannot be turned to them afterwards
 * (SSRF). A host that the county names in its settings is its own decision.
 */
import { type LookupAddress, lookup as resolve } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { CameraProblem } from '#domain/cameras/problems.ts'
import { hostAndPort, isOtherHost } from '#domain/cameras/stream-address.ts'
import type { Sentence } from '#domain/problem.ts'

const refused = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
] as const)
  refused.addSubnet(network, prefix, 'ipv4')
refused.addAddress('::1', 'ipv6')
refused.addAddress('::', 'ipv6')
for (const [network, prefix] of [
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  refused.addSubnet(network, prefix, 'ipv6')

/** Whether an IP address is one of this machine or of its link, where no camera stands. */
export function isOwnAddress(address: string): boolean {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? []
  const bare = mapped ?? address
  return refused.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4')
}

const because = (zh: string, en: string): Error => CameraProblem.unreachable({ reason: { zh, en } })
const notAllowed = () =>
  because('地址指向本机或链路内部，不予访问', 'the address leads to this machine or its link')
const timeoutMilliseconds = 8000
const mostRedirects = 3

/** Resolves names as usual, and refuses to connect to what they must not lead to. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, [])
    if (addresses.some((it) => isOwnAddress(it.address))) return callback(notAllowed(), [])
    const [first] = addresses
    if (options.all) return callback(null, addresses)
    return first ? callback(null, first.address, first.family) : callback(new Error('no address'), [])
  })
}

/** Why a connection failed, in words that name no address. */
function toReason(error: Error): Sentence {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { zh: '找不到视频主机', en: 'the host is not found' }
  if (code === 'ECONNREFUSED') return { zh: '视频主机拒绝连接', en: 'the host refuses the connection' }
  return { zh: '连接中断或超时', en: 'the connection broke or took too long' }
}

function open(url: URL, { hosts, range }: FetchOptions): Promise<IncomingMessage> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const isNamed = hosts.length > 0
  if (!isNamed && isIP(hostname) && isOwnAddress(hostname)) throw notAllowed()
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolveWith, reject) => {
    const asked = request(
      url,
      {
        timeout: timeoutMilliseconds,
        headers: { 'user-agent': 'jingwei', ...(range ? { range } : {}) },
        ...(isNamed ? {} : { lookup: guardedLookup }),
      },
      resolveWith,
    )
    asked.on('timeout', () => asked.destroy(new Error('timeout')))
    asked.on('error', (error) =>
      reject(
        error.message.startsWith('camera.') ? error : CameraProblem.unreachable({ reason: toReason(error) }),
      ),
    )
    asked.end()
  })
}

export type FetchOptions = {
  /** Hosts that the county named; none means any but this machine. */
  readonly hosts: readonly string[]
  readonly range?: string | undefined
}

export type Fetched = { readonly url: URL; readonly message: IncomingMessage; readonly type: string }

/** What stands at `address`, after redirects on the same host; throws `camera.unreachable`. */
export async function fetchVideo(address: URL, options: FetchOptions): Promise<Fetched> {
  let url = address
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    if (isOtherHost(url, options.hosts))
      throw because('视频主机不在允许之列', 'the host is not among those allowed')
    const message = await open(url, options)
    const status = message.statusCode ?? 0
    if (status === 200 || status === 206)
      return { url, message, type: String(message.headers['content-type'] ?? '') }
    message.resume()
    const next = status >= 300 && status < 400 ? URL.parse(message.headers.location ?? '', url.href) : null
    if (!next) throw because(`视频主机回应 ${status}`, `the host answers ${status}`)
    if (hostAndPort(next) !== hostAndPort(address))
      throw because('视频源转到别的主机，不予访问', 'the source leads to another host')
    url = next
  }
  throw because('视频源反复跳转', 'the source redirects again and again')
}

/** Reads an answer whole; throws `camera.unreachable` where it is longer than `most` bytes. */
export async function readWhole(message: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of message as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > most) {
      message.destroy()
      throw because('内容过大', 'there is too much of it')
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}
