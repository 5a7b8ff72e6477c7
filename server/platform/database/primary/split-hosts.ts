/**
 * A connection string may name a primary and its standbys, with commas between: `postgres://me@one,two:5433/jingwei`. The
 * driver knows one server only, so the string is taken apart before it is handed on.
 */

type Parts = { readonly front: string; readonly hosts: string; readonly rest: string }

/** What stands before the servers, the servers, and what follows; undefined where it is no connection string. */
function takeApart(url: string): Parts | undefined {
  const scheme = /^postgres(?:ql)?:\/\//.exec(url)?.[0]
  if (scheme === undefined) return undefined
  const length = url.slice(scheme.length).search(/[/?]/)
  const end = length < 0 ? url.length : scheme.length + length
  // Without a name for signing in the servers follow the scheme at once.
  const begin = Math.max(scheme.length, url.slice(0, end).lastIndexOf('@') + 1)
  return { front: url.slice(0, begin), hosts: url.slice(begin, end), rest: url.slice(end) }
}

/** The same connection string once for each server that it names. */
export function splitHosts(url: string): readonly string[] {
  const parts = takeApart(url)
  if (!parts?.hosts.includes(',')) return [url]
  return parts.hosts.split(',').map((host) => `${parts.front}${host}${parts.rest}`)
}

/** Server and port of a connection string, for people. */
export const nameHost = (url: string): string => decodeURIComponent(takeApart(url)?.hosts ?? '')
