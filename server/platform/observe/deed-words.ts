/** How deeds are called in traces, and what of them is told there: names and shapes, never the values of rows. */
import { Problem } from '#domain/problem.ts'
import type { Deed, Outcome } from './channels.ts'

export type Facts = Record<string, string | number>

/** The name of the span of a deed. */
export function nameOfDeed(deed: Deed): string {
  switch (deed.kind) {
    case 'request':
      return `${deed.method} ${deed.route}`
    case 'act':
      return `act ${deed.command}`
    case 'statement':
      return `statement ${/^\s*(\w+)/.exec(deed.text)?.[1]?.toLowerCase() ?? ''}`
    case 'relay':
      return 'relay round'
    case 'job':
      return `job ${deed.job}`
  }
}

/** What is known when a deed begins. */
export function factsAtBegin(deed: Deed): Facts {
  switch (deed.kind) {
    case 'request':
      return { 'http.request.method': deed.method, 'http.route': deed.route }
    case 'act':
      return { 'jingwei.command': deed.command }
    case 'statement':
      return { 'db.system.name': 'postgresql', 'db.query.text': deed.text.replace(/\s+/g, ' ').trim() }
    case 'relay':
      return {}
    case 'job':
      return { 'jingwei.job': deed.job }
  }
}

/** What is known when it has ended. */
export const factsAtEnd = (deed: Deed & Outcome): Facts => ({
  ...(deed.kind === 'request' && deed.status !== undefined
    ? { 'http.response.status_code': deed.status }
    : {}),
  ...(deed.kind === 'relay' && deed.count !== undefined ? { 'jingwei.announcements': deed.count } : {}),
  ...(deed.error instanceof Problem ? { 'jingwei.problem': deed.error.code } : {}),
})

/**
 * What went wrong, where something did that nobody foresaw: the code or the kind of the error. Its text may quote the
 * value of a row and is left out. Undefined where all went as foreseen.
 */
export function faultOf(deed: Deed & Outcome): string | undefined {
  const { error } = deed
  if (error !== undefined && !(error instanceof Problem)) {
    const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
    return typeof code === 'string' ? code : typeof name === 'string' ? name : 'error'
  }
  return deed.kind === 'request' && (deed.status ?? 0) >= 500 ? String(deed.status) : undefined
}
