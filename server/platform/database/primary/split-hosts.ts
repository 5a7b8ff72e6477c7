/**
 * A connection string may name a primary and its standbys, with commas between: `postgres://me@one,two:5433/jingwei`. The
 * driver knows one server only, so the string is taken apart before it is handed on.
 */

/** The same connection string once for each server that it names. */
export function splitHosts(url: string): readonly string[] {
  const [, front, hosts = '', rest] = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/s.exec(url) ?? []
  return hosts.includes(',') ? hosts.split(',').map((host) => `${front}${host}${rest}`) : [url]
}

/** Server and port of a connection string, for people. */
export function nameHost(url: string): string {
  const [, host = ''] = /^postgres(?:ql)?:\/\/(?:[^@/?]*@)?([^/?]*)/.exec(url) ?? []
  return decodeURIComponent(host)
}
