/** Addresses of streams and snapshots: which may be registered, and what of one may be shown. */
import { parseAddress } from '../parse-address.ts'
import type { Sentence } from '../problem.ts'

/** The URL of an address that the server may be asked to fetch; undefined when it is none. */
export function parseStreamAddress(text: string): URL | undefined {
  const url = parseAddress(text)
  return url && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' ? url : undefined
}

/** `host:port`, with the port that the protocol implies. */
export const hostAndPort = (url: URL): string =>
  `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`

/** Whether the county names the hosts it takes video from and this one is not among them. */
export const isOtherHost = (url: URL, hosts: readonly string[]): boolean =>
  hosts.length > 0 && !hosts.includes(hostAndPort(url)) && !hosts.includes(url.hostname)

/** What is wrong with an address; undefined when it may stand. `hosts` are those the county named, or none. */
export function findAddressFault(text: string, hosts: readonly string[]): Sentence | undefined {
  const url = parseStreamAddress(text)
  if (!url)
    return {
      zh: '地址须以 http:// 或 https:// 开头（RTSP 等须先由流媒体平台转为 HLS）',
      en: 'an address begins with http:// or https:// (RTSP and others become HLS in a media server first)',
    }
  if (isOtherHost(url, hosts))
    return {
      zh: `主机 ${hostAndPort(url)} 不在系统设置允许的视频主机之内`,
      en: `the host ${hostAndPort(url)} is not among the video hosts of the settings`,
    }
  return undefined
}

/** What may be seen of an address: where it leads, never a user, a password or a token. */
export function maskAddress(text: string | null): string | null {
  if (text === null) return null
  const url = parseStreamAddress(text)
  return url ? `${url.protocol}//${url.host}/…` : '…'
}
