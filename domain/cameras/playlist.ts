/**
 * Reads and rewrites HLS playlists (RFC 8216), so that a browser asks the county's server for every part and never learns
 * where it comes from. An address that leads to another host is not passed on.
 */
import { parseAddress } from '../parse-address.ts'

const uriAttribute = /URI="([^"]*)"/g

/** Whether a text is an HLS playlist. */
export const isPlaylist = (text: string): boolean => /^\uFEFF?#EXTM3U/.test(text)

/**
 * The playlist with each address in it replaced by what `pass` makes of the whole address; undefined from `pass`
 * means that the address is refused, and then the whole playlist is (undefined).
 */
export function rewritePlaylist(
  text: string,
  base: URL,
  pass: (address: URL) => string | undefined,
): string | undefined {
  let isRefused = false
  const passed = (relative: string): string => {
    const address = parseAddress(relative, base.href)
    const given = address ? pass(address) : undefined
    if (given === undefined) isRefused = true
    return given ?? ''
  }
  const lines = text.split(/\r?\n/).map((line) => {
    if (line.trim() === '') return line
    if (!line.startsWith('#')) return passed(line.trim())
    return line.startsWith('#EXT')
      ? line.replace(uriAttribute, (_, uri: string) => `URI="${passed(uri)}"`)
      : line
  })
  return isRefused ? undefined : lines.join('\n')
}
